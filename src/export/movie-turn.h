// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A glass on a turntable: once around the cell vector that stands most upright in the
 * view. Where the whole cell is seen it turns about its middle, from so far away that no
 * corner leaves the picture on the way; where the view is closer, about the point that is
 * looked at. */
#pragma once

#include "export/movie-studio.h"

/* From where picture k of n is taken; picture n would be picture 0 again. */
Camera movie_turntable_camera(const MovieJob *job, const Cell *cell, guint k, guint n);
/* Its style may not point to what another thread changes. Number of pictures, or 0 with
 * error. */
guint movie_turntable(const MovieJob *job, const Snapshot *snapshot, double seconds,
                      GError **error);
