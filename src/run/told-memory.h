// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What has been told already, so that a source that is read again tells it once: 64 bits
 * of each message, about 24 bytes of memory. One thread. */
#pragma once

#include "model/event.h"

typedef struct ToldMemory ToldMemory;

ToldMemory *told_memory_new(void);
void told_memory_free(ToldMemory *memory);

/* Whether it is new, and remembered from now on. Events are the same when kind, method,
 * step, time, atoms, length, epoch, definition of rings, way back and text agree. */
gboolean told_memory_add_event(ToldMemory *memory, const Event *event);
gboolean told_memory_add_text(ToldMemory *memory, const char *text);
