// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include <glib/gi18n.h>

#include "base/base-error.h"
#include "base/units.h"
#include "model/packing.h"

#define CLOSEST 0.6 /* fraction of the contact distance; below: too dense */

double
atom_counts_mass(const AtomCounts *counts)
{
  g_return_val_if_fail(counts != NULL, 0.0);

  double mass = 0.0;
  for (guint t = 0; t < counts->n; t++)
    mass += counts->count[t] * counts->element[t]->mass;
  return mass;
}

Frame *
atom_counts_frame(const AtomCounts *counts, double density)
{
  g_return_val_if_fail(counts != NULL && density > 0.0, NULL);

  g_autoptr(SpeciesList) species = species_list_new();
  guint atom = 0;

  for (guint t = 0; t < counts->n; t++)
    species_list_add(species, counts->element[t]);
  Frame *frame = frame_new(species, counts->n_atoms, 0);
  frame->cell = cell_cubic(cbrt(atom_counts_mass(counts) * UNITS_G_CM3 / density));
  for (guint t = 0; t < counts->n; t++)
    for (guint k = 0; k < counts->count[t]; k++)
      frame->type[atom++] = (guint8)t;
  return frame;
}

/* The largest ions first. */
static gboolean
place_all(Packing *packing, const Frame *frame)
{
  const Vec3 alone = {0.0, 0.0, 0.0};
  gboolean placed[SPECIES_MAX] = {FALSE};

  for (guint round = 0; round < frame->species->n; round++) {
    int largest = -1;
    for (guint t = 0; t < frame->species->n; t++)
      if (!placed[t] &&
          (largest < 0 || frame->species->element[t]->ionic_radius >
                              frame->species->element[largest]->ionic_radius))
        largest = (int)t;
    placed[largest] = TRUE;
    for (guint i = 0; i < frame->n_atoms; i++)
      if (frame->type[i] == largest && !packing_place(packing, i, &alone, 1, CLOSEST))
        return FALSE;
  }
  return TRUE;
}

Frame *
composition_pack(const Composition *mix, guint n_atoms, double density, guint64 seed,
                 GError **error)
{
  g_return_val_if_fail(mix != NULL, NULL);

  AtomCounts counts;

  if (!composition_counts(mix, n_atoms, &counts, error))
    return NULL;
  if (!(density > 0.0) || !isfinite(density)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("impossible density"));
    return NULL;
  }
  g_autoptr(Frame) frame = atom_counts_frame(&counts, density);
  g_autoptr(Packing) packing = packing_new(frame, seed);
  if (!place_all(packing, frame)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%.4g g/cm³ is too dense: the ions would overlap"), density);
    return NULL;
  }
  return g_steal_pointer(&frame);
}
