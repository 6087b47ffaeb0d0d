// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* From a scene to an engine that is ready to step. Any thread; internal to run. */
#pragma once

#include "md/md.h"
#include "run/engine-options.h"

/* Engine for scene under ff. n_threads 0: all processors but one, which the picture
 * needs. Owner: caller. */
Md *scene_start(const Scene *scene, const ForceField *ff, const EngineOptions *engine,
                GError **error);

/* Minimises a random start a little further, when the scene asks for it; TRUE when it is
 * done (forces calm enough for a first step, or not getting calmer). *n_done counts the
 * steps and starts at 0. */
gboolean scene_relax(const Scene *scene, Md *md, guint *n_done);
