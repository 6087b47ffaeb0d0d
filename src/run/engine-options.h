// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How the engine computes, as opposed to what (the Scene). A plain value. */
#pragma once

#include <glib.h>

#include "model/scene.h"

typedef struct {
  guint n_threads;           /* 0: one per processor */
  gboolean double_precision; /* the reference path instead of mixed precision */
  const char *kernel;        /* pair kernel by name, NULL: the best; not owned */
} EngineOptions;
