// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Glasses to begin with, shipped in data/recipes/glasses.recipes (GKeyFile, one group per
 * recipe, compiled in):
 *
 *   [na3ps4]                         the id
 *   Name=Sodium thiophosphate        Name[de]= and so on
 *   Composition=75Na2S-25P2S5        composition_parse
 *   Density=2.0                      g/cm³ at 300 K; left out: estimated
 *   Atoms=128                        a good number to begin with
 *   Temperature=1400                 K, of the melt
 *   Starts=units;crystal;random      what is possible, the best first
 *   Crystal=na3ps4-alpha.extxyz      its cell, beside the file
 *   Pore=14                          Å, composition-start.h; left out: none
 *   Source=where the numbers come from
 *
 * Any thread. */
#pragma once

#include "model/composition-start.h"

typedef struct {
  char *id, *name, *composition, *source;
  char *crystal;  /* resource:// URI, or NULL */
  double density; /* g/cm³; NAN: estimated */
  guint n_atoms;
  double temperature; /* K */
  double pore;        /* Å; 0: none */
  guint n_starts;     /* 1 … 3 */
  StartKind start[3];
} GlassRecipe;

/* All shipped ones in their order; element type GlassRecipe*, owned by the array. */
GPtrArray *glass_recipe_catalogue(void);
/* The recipe of an id, upper or lower case, in a catalogue; NULL with an error that names
 * those there are. Owner: the catalogue. */
const GlassRecipe *glass_recipe_find(const GPtrArray *catalogue, const char *id,
                                     GError **error);
gboolean glass_recipe_has_start(const GlassRecipe *recipe, StartKind kind);
/* Its crystal's cell. Owner: caller; NULL with error when it has none. */
Frame *glass_recipe_read_crystal(const GlassRecipe *recipe, GError **error);
