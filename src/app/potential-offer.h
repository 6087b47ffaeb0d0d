// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is said of a potential before it is chosen: what it is, where it comes from, and
 * whether it can drive the atoms of a scene. Pure values; any thread. */
#pragma once

#include "model/scene.h"
#include "potential/learned/learned-model.h"

typedef struct {
  char *potential; /* as Scene.potential */
  char *title;     /* "Pedone et al. 2006"; the file's name when it cannot be read */
  char *source;    /* citation, or origin and "universal, not refitted"; may be "" */
  char *details;   /* kind, elements, cut-off: one line; may be "" */
  char *reason;    /* why it cannot drive these atoms, or NULL */
  gboolean learned;
} PotentialOffer;

/* scene may be NULL: then nothing is asked about atoms. Owner: caller. */
PotentialOffer *potential_offer_new(const char *potential, const Scene *scene);
void potential_offer_free(PotentialOffer *offer);

/* "Li, B, O, Si", or "89 elements" when they are many. Owner: caller. */
char *potential_offer_elements(const LearnedModel *model);
/* Origin as far as the file says, and whether it is universal. Owner: caller. */
char *potential_offer_provenance(const LearnedModel *model);

/* Three digits, whole numbers grouped: "1.18", "58.2", "7 270". Owner: caller. */
char *potential_offer_number(double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PotentialOffer, potential_offer_free)
