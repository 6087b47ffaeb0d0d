// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "base/rng.h"
#include "base/units.h"

#define PARTS_MAX    16
#define TRIES        2000 /* places tried for an atom before all come closer */
#define CLOSER       0.98
#define CLOSEST      0.6 /* fraction of the contact distance; below: too dense */
#define LIKE_CONTACT 2.4 /* Å, least contact distance of two cations */

/* Random sequential placing, the largest ions first. */
typedef struct {
  Frame *frame;
  double edge, reach; /* Å; reach: the longest contact distance */
  int n;              /* bins along an edge */
  int *head, *next;   /* atoms of a bin, linked */
  double closeness;   /* present fraction of the contact distances */
  guint64 seed;
} Packing;

static double
contact_distance(const Frame *frame, guint i, guint j)
{
  const Element *a = frame->species->element[frame->type[i]];
  const Element *b = frame->species->element[frame->type[j]];
  double sum = a->ionic_radius + b->ionic_radius;
  gboolean cations = a->role != SPECIES_ANION && b->role != SPECIES_ANION;

  return cations ? MAX(sum, LIKE_CONTACT) : sum;
}

static int
bin_along(const Packing *packing, double x)
{
  return CLAMP((int)(x / packing->edge * packing->n), 0, packing->n - 1);
}

static int
bin_index(const Packing *packing, int i, int j, int k)
{
  int n = packing->n;

  return ((i + n) % n * n + (j + n) % n) * n + (k + n) % n;
}

static gboolean
bin_is_clear(const Packing *packing, int bin, guint atom)
{
  const Frame *frame = packing->frame;

  for (int j = packing->head[bin]; j >= 0; j = packing->next[j]) {
    Vec3 d = vec3_sub(frame->position[j], frame->position[atom]);
    double least = packing->closeness * contact_distance(frame, atom, j);
    if (vec3_norm2(cell_minimum_image(&frame->cell, d)) < least * least)
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_is_clear(const Packing *packing, guint atom)
{
  Vec3 r = packing->frame->position[atom];
  int i = bin_along(packing, r.x), j = bin_along(packing, r.y);
  int k = bin_along(packing, r.z);

  for (int m = 0; m < 27; m++) {
    int bin = bin_index(packing, i + m / 9 - 1, j + m / 3 % 3 - 1, k + m % 3 - 1);
    if (!bin_is_clear(packing, bin, atom))
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_atom(Packing *packing, guint atom)
{
  Vec3 *r = &packing->frame->position[atom];
  double u[4];

  for (guint attempt = 1;; attempt++) {
    rng_uniform4(packing->seed, RNG_PACKING, attempt, atom, u);
    *r = vec3(u[0] * packing->edge, u[1] * packing->edge, u[2] * packing->edge);
    if (place_is_clear(packing, atom))
      break;
    if (attempt % TRIES == 0)
      packing->closeness *= CLOSER;
    if (packing->closeness < CLOSEST)
      return FALSE;
  }
  int bin = bin_index(packing, bin_along(packing, r->x), bin_along(packing, r->y),
                      bin_along(packing, r->z));
  packing->next[atom] = packing->head[bin];
  packing->head[bin] = (int)atom;
  return TRUE;
}

static gboolean
place_all(Packing *packing)
{
  Frame *frame = packing->frame;
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
      if (frame->type[i] == largest && !place_atom(packing, i))
        return FALSE;
  }
  return TRUE;
}

/* Cube of the density with types set and all atoms at the origin. */
static Frame *
new_unplaced(const Composition *mix, const guint *count, guint n_oxygen, double density)
{
  g_autoptr(SpeciesList) species = species_list_new();
  guint n_atoms = n_oxygen, atom = 0;
  double mass = n_oxygen * element_lookup("O")->mass;

  for (guint i = 0; i < mix->n; i++) {
    species_list_add(species, mix->part[i].cation);
    n_atoms += count[i];
    mass += count[i] * mix->part[i].cation->mass;
  }
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, n_atoms, 0);
  frame->cell = cell_cubic(cbrt(mass * UNITS_G_CM3 / density));
  for (guint i = 0; i < mix->n; i++)
    for (guint k = 0; k < count[i]; k++)
      frame->type[atom++] = (guint8)i;
  while (atom < n_atoms)
    frame->type[atom++] = (guint8)mix->n;
  return frame;
}

static double
longest_contact(const Frame *frame)
{
  double longest = LIKE_CONTACT;

  for (guint t = 0; t < frame->species->n; t++)
    longest = MAX(longest, 2.0 * frame->species->element[t]->ionic_radius);
  return longest;
}

Frame *
composition_pack(const Composition *mix, guint n_atoms, double density, guint64 seed,
                 GError **error)
{
  g_return_val_if_fail(mix != NULL, NULL);

  guint count[PARTS_MAX], n_oxygen;

  if (!composition_counts(mix, n_atoms, count, &n_oxygen, error))
    return NULL;
  if (!(density > 0.0) || !isfinite(density)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("impossible density"));
    return NULL;
  }
  g_autoptr(Frame) frame = new_unplaced(mix, count, n_oxygen, density);
  double edge = frame->cell.vector[0].x;
  int n = CLAMP((int)(edge / longest_contact(frame)), 1, 256);
  g_autofree int *head = g_new(int, n *n *n);
  g_autofree int *next = g_new(int, frame->n_atoms);
  Packing packing = {frame, edge, longest_contact(frame), n, head, next, 1.0, seed};

  memset(head, -1, (gsize)n * n * n * sizeof *head);
  if (!place_all(&packing)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%.4g g/cm³ is too dense: the ions would overlap"), density);
    return NULL;
  }
  return g_steal_pointer(&frame);
}
