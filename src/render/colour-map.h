// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Colours for numbers. The maps are computed in Oklab (B. Ottosson, "A perceptual color
 * space for image processing", 2020), where equal distances look equally far apart:
 * lightness rises in a straight line, so that a map keeps its order in grey, in print and
 * for people who do not see red and green apart. Pure functions, any thread. */
#pragma once

#include <glib.h>

typedef enum {
  COLOUR_MAP_DUSK,  /* violet, blue, green, yellow */
  COLOUR_MAP_STEEL, /* blue, grey, yellow: the same with and without red-green vision */
  COLOUR_MAP_EMBER, /* black, purple, orange, pale yellow */
  COLOUR_MAP_TIDE,  /* blue, near white, orange: for values about a middle */
  COLOUR_N_MAPS,
} ColourMap;

/* "dusk": for files and the command line. Static storage. */
const char *colour_map_name(ColourMap map);
/* t in 0…1 (clamped) to sRGB 0…1. */
void colour_map_at(ColourMap map, double t, float rgb[3]);

/* A few colours that are told apart by everybody (and stay apart in grey), for classes.
 */
#define COLOUR_CLASSES 8
void colour_class(guint number, float rgb[3]);
