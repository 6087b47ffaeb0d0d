// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A structure says nothing of what drives its atoms: a potential is found that knows
 * them. Any thread. */
#pragma once

#include "model/scene.h"

/* Leaves the potential of scene where it knows the atoms; else takes the first that does
 * of the shipped sets, then of models (NULL-terminated files as Scene.potential). Returns
 * what was missing and what was taken instead, for people; NULL when nothing was changed,
 * because nothing had to be or nothing fits. Owner: caller. */
char *fitting_potential_choose(Scene *scene, const char *const *models);
