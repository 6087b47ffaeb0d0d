// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/colour-map.h"

#include <math.h>

typedef struct {
  double lightness, chroma, hue; /* degrees */
} Lch;

/* Evenly spaced along a map; between them straight lines in Oklab. */
typedef struct {
  const char *name;
  guint n;
  Lch stop[7];
} Table;

/* Chroma as large as sRGB has room for along the way. */
static const Table tables[COLOUR_N_MAPS] = {
    [COLOUR_MAP_DUSK] = {"dusk",
                         7,
                         {{0.280, 0.120, 305},
                          {0.383, 0.120, 283},
                          {0.487, 0.100, 255},
                          {0.590, 0.095, 205},
                          {0.693, 0.120, 165},
                          {0.797, 0.155, 132},
                          {0.900, 0.185, 105}}},
    [COLOUR_MAP_STEEL] = {"steel",
                          5,
                          {{0.290, 0.085, 258},
                           {0.445, 0.045, 258},
                           {0.600, 0.005, 100},
                           {0.755, 0.075, 98},
                           {0.910, 0.150, 98}}},
    [COLOUR_MAP_EMBER] = {"ember",
                          6,
                          {{0.180, 0.030, 290},
                           {0.336, 0.120, 310},
                           {0.492, 0.165, 350},
                           {0.648, 0.170, 25},
                           {0.804, 0.140, 65},
                           {0.960, 0.070, 98}}},
    [COLOUR_MAP_TIDE] = {"tide",
                         5,
                         {{0.420, 0.125, 255},
                          {0.690, 0.090, 245},
                          {0.960, 0.004, 100},
                          {0.690, 0.130, 60},
                          {0.420, 0.105, 45}}},
};

static const Lch classes[COLOUR_CLASSES] = {
    {0.42, 0.140, 264}, {0.74, 0.110, 232}, {0.60, 0.120, 165}, {0.88, 0.165, 102},
    {0.70, 0.165, 55},  {0.52, 0.170, 25},  {0.66, 0.150, 345}, {0.86, 0.020, 250},
};

static double
companded(double linear)
{
  double c = CLAMP(linear, 0.0, 1.0);

  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1.0 / 2.4) - 0.055;
}

static void
from_oklab(double lightness, double a, double b, float rgb[3])
{
  double l = lightness + 0.3963377774 * a + 0.2158037573 * b;
  double m = lightness - 0.1055613458 * a - 0.0638541728 * b;
  double s = lightness - 0.0894841775 * a - 1.2914855480 * b;

  l = l * l * l;
  m = m * m * m;
  s = s * s * s;
  rgb[0] = (float)companded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  rgb[1] = (float)companded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  rgb[2] = (float)companded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
}

const char *
colour_map_name(ColourMap map)
{
  g_return_val_if_fail(map < COLOUR_N_MAPS, NULL);
  return tables[map].name;
}

void
colour_map_at(ColourMap map, double t, float rgb[3])
{
  g_return_if_fail(map < COLOUR_N_MAPS);
  const Table *table = &tables[map];
  double place = CLAMP(t, 0.0, 1.0) * (table->n - 1);
  guint k = MIN((guint)place, table->n - 2);
  double part = place - k;
  const Lch *p = &table->stop[k], *q = p + 1;
  double angle[2] = {p->hue * G_PI / 180.0, q->hue * G_PI / 180.0};
  double a = (1.0 - part) * p->chroma * cos(angle[0]) + part * q->chroma * cos(angle[1]);
  double b = (1.0 - part) * p->chroma * sin(angle[0]) + part * q->chroma * sin(angle[1]);

  from_oklab((1.0 - part) * p->lightness + part * q->lightness, a, b, rgb);
}

void
colour_class(guint number, float rgb[3])
{
  const Lch *c = &classes[number % COLOUR_CLASSES];
  double angle = c->hue * G_PI / 180.0;

  from_oklab(c->lightness, c->chroma * cos(angle), c->chroma * sin(angle), rgb);
}
