// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How much of its ground a picture hides, from the same picture on black and on white.
 * Each channel is c = C + (1 − α) g on a ground g, edges, translucent things and the fog
 * in which far ones fade alike; of two grounds follow α and the premultiplied colour C.
 * Laid on any plain ground the picture then is the one that would have been drawn on it.
 * A. R. Smith, J. F. Blinn, Proc. SIGGRAPH 96, 259 (1996), eq. (4), with one α for three
 * channels; doi:10.1145/237170.237263. Any thread. */
#pragma once

#include <glib.h>

/* n pixels of four bytes each; the fourth is left out of account. rgba: premultiplied;
 * may be one of the other two. */
void ground_matte(const guint8 *on_black, const guint8 *on_white, gsize n, guint8 *rgba);
