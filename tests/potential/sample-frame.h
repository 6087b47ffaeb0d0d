// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Frames of which only the composition counts: all atoms in one place. */
#pragma once

#include "model/frame.h"
#include "potential/potential-set.h"

/* "Na 2 Si 2 O 5": symbols and counts, in this order of types. Owner: caller. */
Frame *sample_frame(const char *recipe);
/* The shipped set bound to sample_frame(recipe); aborts the test when it cannot be. */
ForceField *sample_force_field(const char *set, const char *recipe);
