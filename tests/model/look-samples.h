// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A value of each key of a look that is not the usual one, as it is written; for a glass
 * of silicon and oxygen with three atoms or more and a column "charge". */
#pragma once

#include "model/look-text.h"

static const struct {
  LookKey key;
  const char *text;
} look_samples[] = {
    {LOOK_STYLE, "space-filling"},
    {LOOK_SOLID_POLYHEDRA, "yes"},
    {LOOK_COLOR_BY, "file:charge"},
    {LOOK_COLOR_MAP, "tide"},
    {LOOK_COLOR_RANGE, "-0.1 2.5000000000000004"},
    {LOOK_BACKGROUND, "light"},
    {LOOK_CELL, "no"},
    {LOOK_BONDS, "no"},
    {LOOK_RINGS, "no"},
    {LOOK_RING_SIZES, "4..8"},
    {LOOK_RING_DEFINITION, "guttman"},
    {LOOK_RING_COLORS, "size"},
    {LOOK_HOPS, "no"},
    {LOOK_HOP_SPECIES, "Si"},
    {LOOK_HOP_AGE, "0.75"},
    {LOOK_HOP_LENGTH, "1.2"},
    {LOOK_HOPS_AGAIN, "yes"},
    {LOOK_PATHWAYS, "clearance"},
    {LOOK_DENSITY_LEVEL, "0.004"},
    {LOOK_ROOM_LEVEL, "-0.35"},
    {LOOK_CHANNEL_ONLY, "yes"},
    {LOOK_HIDE_SPECIES, "O"},
    {LOOK_HIDE_ATOMS, "1,3"},
    {LOOK_SHOW_ATOMS, "2-3"},
    {LOOK_SLICE, "plane"},
    {LOOK_SLICE_PLANE, "1 1 -0.3333333333333333 0.25"},
    {LOOK_SLICE_POSITION, "0.7"},
    {LOOK_SLICE_THICKNESS, "4.5"},
    {LOOK_SLICE_FLIPPED, "yes"},
    {LOOK_IMAGES, "1x2x3"},
    {LOOK_WRAP, "no"},
    {LOOK_SMOOTHING, "0.3"},
    {LOOK_LABELS, "all"},
    {LOOK_SCALE_BAR, "yes"},
    {LOOK_AXES, "yes"},
    {LOOK_TIME, "no"},
    {LOOK_LEGEND, "no"},
    {LOOK_PROJECTION, "orthographic"},
    {LOOK_ORIENTATION, "0.1 -0.7 0.1 0.7"},
    {LOOK_CENTRE, "0.5 0.25 -0.125"},
    {LOOK_ZOOM, "1.75"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(look_samples) == LOOK_N_KEYS);

static inline void
look_sample_set(Look *look, guint k)
{
  g_autoptr(GError) error = NULL;

  look_set(look, look_key_name(look_samples[k].key), look_samples[k].text, &error);
  g_assert_no_error(error);
}

static inline void
look_samples_assert_same(const Look *a, const Look *b)
{
  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    g_autofree char *one = look_get(a, (LookKey)k), *other = look_get(b, (LookKey)k);
    g_assert_cmpstr(one, ==, other);
  }
}
