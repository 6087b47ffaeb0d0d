// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers on atoms, and their colours. The same facts paint the picture and fill its
 * legend. Plain CPU work; any thread. */
#pragma once

#include "model/snapshot.h"
#include "render/render-style.h"

/* Classes of RENDER_BY_QN: Q0 … Q4 are 0 … 4. */
enum {
  COLOURING_B3 = 5,  /* boron with three anions (or fewer) */
  COLOURING_B4 = 6,  /* boron with four */
  COLOURING_NBO = 7, /* an anion with one former at most */
  COLOURING_N_QN = 8,
};

/* What the colours of a picture mean. */
typedef struct {
  RenderColourBy by;
  ColourMap map;
  double low, high;  /* of the map's ends, in unit; of classes: first and last number */
  gboolean classes;  /* whole numbers with colours of their own, not a map */
  guint count[16];   /* of atoms in each class; the last one holds all beyond */
  const char *unit;  /* "Å", "eV", "Å/ps", or "" */
  const char *label; /* of RENDER_BY_VALUE, borrowed from style or snapshot, or NULL */
} ColourScale;

/* One number per atom, NAN: none. value has n_atoms elements. FALSE when the snapshot
 * does not know the quantity (then all are NAN); always for RENDER_BY_SPECIES. */
gboolean colouring_values(const Snapshot *snapshot, const RenderStyle *style,
                          float *value);
/* The number of one atom, and its name and unit as in ColourScale (may be NULL). FALSE
 * when there is none. */
gboolean colouring_value(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                         float *value, const char **label, const char **unit);
/* The scale for values found so; NULL finds them. FALSE: no numbers, species colours. */
gboolean colouring_scale(const Snapshot *snapshot, const RenderStyle *style,
                         const float *value, ColourScale *scale);
/* sRGB of a number; FALSE when it has no colour (NAN). */
gboolean colouring_at(const ColourScale *scale, double value, float rgb[3]);
