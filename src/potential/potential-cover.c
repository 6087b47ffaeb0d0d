// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-cover.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "potential/cutoff-step.h"
#include "potential/learned/learned-model.h"
#include "potential/potential-set.h"

#define CHARGE_TOLERANCE 1e-6 /* e per atom, as the engine's */

struct PotentialCover {
  gatomicrefcount ref_count;
  PotentialSet *set;   /* owned, or NULL: */
  LearnedModel *model; /* owned */
};

static gboolean
is_present(const Frame *frame, guint t)
{
  return frame_count_type(frame, t) > 0;
}

static gboolean
is_bond(const Element *a, const Element *b)
{
  return a->role != SPECIES_ANION && b->role == SPECIES_ANION;
}

/* "Na–S, P–S": the pairs of cation and anion that need element. Owner: caller. */
static char *
pairs_with(const Frame *frame, const Element *element)
{
  GString *text = g_string_new(NULL);

  for (guint a = 0; a < frame->species->n; a++)
    for (guint b = 0; b < frame->species->n; b++) {
      const Element *cation = frame->species->element[a];
      const Element *anion = frame->species->element[b];
      gboolean concerned = cation == element || anion == element;
      if (!concerned || !is_bond(cation, anion) || !is_present(frame, a) ||
          !is_present(frame, b))
        continue;
      g_string_append_printf(text, "%s%s–%s", text->len ? ", " : "", cation->symbol,
                             anion->symbol);
    }
  return g_string_free(text, FALSE);
}

static gboolean
check_elements(const PotentialSet *set, const Frame *frame, GError **error)
{
  for (guint t = 0; t < frame->species->n; t++) {
    const Element *element = frame->species->element[t];
    if (!is_present(frame, t) || potential_set_has(set, element->symbol))
      continue;
    g_autofree char *pairs = pairs_with(frame, element);
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                /* Translators: title of a potential, symbol of an element, pairs of
                   elements such as Na–S, P–S */
                _("%s has no parameters for %s (%s)."), potential_set_title(set),
                element->symbol, pairs);
    return FALSE;
  }
  return TRUE;
}

/* Compounds may be balanced by their formal valences (SiO3), charges of a set not. */
static gboolean
check_charge(const PotentialSet *set, const ForceField *ff, const Frame *frame,
             GError **error)
{
  guint count[SPECIES_MAX] = {0};

  for (guint t = 0; t < frame->species->n; t++)
    count[t] = frame_count_type(frame, t);
  double charge = force_field_total_charge(ff, count);
  if (fabs(charge) <= CHARGE_TOLERANCE * frame->n_atoms)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              /* Translators: title of a potential, charge of all atoms together */
              _("With the charges of %s these atoms carry %+.1f e in all; a cell must be "
                "neutral."),
              potential_set_title(set), charge);
  return FALSE;
}

PotentialCover *
potential_cover_new(const char *name, GError **error)
{
  g_return_val_if_fail(name != NULL, NULL);

  PotentialCover *cover = g_new0(PotentialCover, 1);

  g_atomic_ref_count_init(&cover->ref_count);
  if (learned_model_recognises(name))
    cover->model = learned_model_open(name, error);
  else
    cover->set = potential_set_load(name, error);
  if (!cover->model && !cover->set)
    g_clear_pointer(&cover, potential_cover_unref);
  return cover;
}

PotentialCover *
potential_cover_ref(PotentialCover *cover)
{
  g_return_val_if_fail(cover != NULL, NULL);

  g_atomic_ref_count_inc(&cover->ref_count);
  return cover;
}

void
potential_cover_unref(PotentialCover *cover)
{
  if (!cover || !g_atomic_ref_count_dec(&cover->ref_count))
    return;
  g_clear_pointer(&cover->set, potential_set_unref);
  g_clear_pointer(&cover->model, learned_model_unref);
  g_free(cover);
}

const char *
potential_cover_title(const PotentialCover *cover)
{
  g_return_val_if_fail(cover != NULL, NULL);

  return cover->set ? potential_set_title(cover->set) : cover->model->title;
}

gboolean
potential_cover_has(const PotentialCover *cover, const Frame *frame, GError **error)
{
  g_return_val_if_fail(cover != NULL && frame != NULL, FALSE);

  if (cover->set && !check_elements(cover->set, frame, error))
    return FALSE;
  g_autoptr(ForceField) ff = cover->set ? potential_set_bind(cover->set, frame, error)
                                        : learned_model_bind(cover->model, frame, error);
  return ff && (!cover->set || check_charge(cover->set, ff, frame, error));
}

char *
potential_cover_warning(const PotentialCover *cover, const Frame *frame)
{
  g_return_val_if_fail(cover != NULL && frame != NULL, NULL);

  g_autoptr(ForceField) ff =
      cover->set ? potential_set_bind(cover->set, frame, NULL) : NULL;
  return ff ? cutoff_warning(ff) : NULL;
}
