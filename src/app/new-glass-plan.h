// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What "New glass…" would make of what is typed in it: counts, density, cell edge, or the
 * reason why not. Pure functions; any thread. */
#pragma once

#include "model/composition-start.h"
#include "model/scene.h"
#include "potential/potential-cover.h"

typedef struct {
  const char *name;            /* of the recipe, or NULL: the mix is the name */
  const char *composition;     /* "33.3Na2O-66.7SiO2" */
  const char *potential;       /* name of a shipped set, or file of a learned model */
  const PotentialCover *cover; /* the same, opened */
  StartWish start;             /* density NAN: estimated */
  double temperature;          /* K */
} NewGlassInput;

typedef struct {
  Composition mix;
  char *name;     /* as asked, else "33.3 Na₂O · 66.7 SiO₂"; owned */
  char *counts;   /* "Na 667 · Si 667 · O 1 667"; owned */
  char *warning;  /* of the potential, or NULL; owned */
  guint n_atoms;  /* what charge balance makes of the wish */
  double density; /* g/cm³, of the cell */
  Cell cell;
  gboolean rough_density; /* estimated with a rule by ionic radii */
} NewGlassPlan;

/* Fills plan, or says why such a glass cannot be made (composition not understood, no
 * exact charge balance, element or pair missing in the potential). On failure plan is
 * left empty. */
gboolean new_glass_plan_init(NewGlassPlan *plan, const NewGlassInput *input,
                             GError **error);
void new_glass_plan_clear(NewGlassPlan *plan);

/* Packs the atoms (this takes a moment) and puts the scene around them; relax is set.
 * Owner: caller. */
Scene *new_glass_plan_scene(const NewGlassPlan *plan, const NewGlassInput *input,
                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NewGlassPlan, new_glass_plan_clear)
