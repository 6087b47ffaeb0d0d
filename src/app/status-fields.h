// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The numbers of a run's status as properties of a GObject: one table of name, type and
 * place, so that nothing is written twice. Stateless; any thread. */
#pragma once

#include <glib-object.h>

#include "run/run.h"

#define STATUS_N_FIELDS 34

gboolean status_field_differs(guint field, const RunStatus *a, const RunStatus *b);
void status_field_get(guint field, const RunStatus *status, GValue *value);
/* Readable only. Owner: caller. */
GParamSpec *status_field_spec(guint field);
