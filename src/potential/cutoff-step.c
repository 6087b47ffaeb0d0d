// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/cutoff-step.h"

#include <glib/gi18n.h>
#include <math.h>

#include "potential/triple.h"

#define STRIDE     0.015 /* Å */
#define BOND_LEAST 0.8   /* Å, what a bond may measure */
#define BOND_STEP  0.01
#define N_ANGLES   180

#define WIDEST_TAPER 0.6  /* Å */
#define TAPER_GRAIN  0.05 /* Å */

static void
add_step(GArray *steps, CutoffStep step)
{
  if (step.energy > 0.0 || step.force > 0.0)
    g_array_append_val(steps, step);
}

static void
add_pair(GArray *steps, const ForceField *ff, int a, int b)
{
  PairValue c = force_field_pair(ff, a, b, ff->r_coulomb - STRIDE);
  PairValue s = force_field_pair(ff, a, b, ff->r_short - STRIDE);

  add_step(steps, (CutoffStep){CUTOFF_COULOMB, a, b, -1, ff->r_coulomb, fabs(c.coulomb),
                               fabs(c.d_coulomb)});
  add_step(steps, (CutoffStep){CUTOFF_SHORT, a, b, -1, ff->r_short, fabs(s.shortr),
                               fabs(s.d_shortr)});
}

/* Where the energy of a pair is least, Å; at the most the length given. */
static double
bond_length(const ForceField *ff, int a, int b, double most)
{
  double best = most, least = INFINITY;

  for (double r = BOND_LEAST; r < most; r += BOND_STEP) {
    double u = force_field_bare_energy(ff, a, b, r);
    if (u < least)
      least = u, best = r;
  }
  return best;
}

/* Means over all directions with these lengths of the arms. */
static void
triple_means(const TripleTerm *term, double ra, double rb, gboolean ends_at_a,
             CutoffStep *step)
{
  double u2 = 0.0, f2 = 0.0;

  for (int k = 0; k < N_ANGLES; k++) {
    double cosine = (2 * k + 1.0) / N_ANGLES - 1.0, sine = sqrt(1.0 - cosine * cosine);
    TripleForces t =
        triple_evaluate(term, vec3(ra, 0, 0), vec3(rb * cosine, rb * sine, 0));
    u2 += t.energy * t.energy / N_ANGLES;
    f2 += vec3_norm2(ends_at_a ? t.force_a : t.force_b) / N_ANGLES;
  }
  if (sqrt(u2) < step->energy)
    return;
  step->r = STRIDE + (ends_at_a ? ra : rb);
  step->energy = sqrt(u2);
  step->force = sqrt(f2);
}

static void
add_triple(GArray *steps, const ForceField *ff, const TripleTerm *term)
{
  CutoffStep step = {CUTOFF_TRIPLE, term->end_a, term->end_b, term->centre, 0, 0, 0};
  double end_a = term->cut_a - STRIDE, end_b = term->cut_b - STRIDE;

  triple_means(term, end_a, bond_length(ff, term->centre, term->end_b, end_b), TRUE,
               &step);
  triple_means(term, bond_length(ff, term->centre, term->end_a, end_a), end_b, FALSE,
               &step);
  add_step(steps, step);
}

double
cutoff_usual_taper(const ForceField *ff, const TripleTerm *term)
{
  g_return_val_if_fail(ff != NULL && term != NULL, 0.0);
  double room_a = term->cut_a - bond_length(ff, term->centre, term->end_a, term->cut_a);
  double room_b = term->cut_b - bond_length(ff, term->centre, term->end_b, term->cut_b);

  return MIN(WIDEST_TAPER, TAPER_GRAIN * floor(0.5 * MIN(room_a, room_b) / TAPER_GRAIN));
}

static gint
compare_steps(gconstpointer x, gconstpointer y)
{
  const CutoffStep *p = x, *q = y;

  return p->energy < q->energy ? 1 : p->energy > q->energy ? -1 : 0;
}

GArray *
cutoff_steps(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, NULL);
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(CutoffStep));

  if (ff->learned)
    return steps;
  for (int a = 0; a < (int)ff->species->n; a++)
    for (int b = a; b < (int)ff->species->n; b++)
      add_pair(steps, ff, a, b);
  for (guint k = 0; k < ff->n_triples; k++)
    add_triple(steps, ff, &ff->triple[k]);
  g_array_sort(steps, compare_steps);
  return steps;
}

gboolean
cutoff_step_heats(const CutoffStep *step)
{
  g_return_val_if_fail(step != NULL, FALSE);
  return step->kind == CUTOFF_TRIPLE && step->energy > CUTOFF_STEP_HEATS;
}

static char *
name_of(const ForceField *ff, const CutoffStep *step)
{
  const char *a = ff->species->element[step->a]->symbol,
             *b = ff->species->element[step->b]->symbol;

  if (step->kind != CUTOFF_TRIPLE)
    return g_strdup_printf("%s–%s", a, b);
  return g_strdup_printf("%s–%s–%s", a, ff->species->element[step->centre]->symbol, b);
}

char *
cutoff_step_describe(const ForceField *ff, const CutoffStep *step)
{
  g_return_val_if_fail(ff != NULL && step != NULL, NULL);
  g_autofree char *name = name_of(ff, step);

  if (step->kind == CUTOFF_COULOMB)
    return g_strdup_printf(_("%s, charges at %.2f Å: %.2g eV, %.2g eV/Å"), name, step->r,
                           step->energy, step->force);
  return g_strdup_printf(_("%s at %.2f Å: %.2g eV, %.2g eV/Å"), name, step->r,
                         step->energy, step->force);
}

char *
cutoff_warning(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, NULL);
  g_autoptr(GArray) steps = cutoff_steps(ff);

  for (guint k = 0; k < steps->len; k++) {
    const CutoffStep *step = &g_array_index(steps, CutoffStep, k);
    if (!cutoff_step_heats(step))
      continue;
    g_autofree char *name = name_of(ff, step);
    /* Translators: three atoms such as B–O–B; a length in Å; an energy in eV */
    return g_strdup_printf(
        _("The three-body term %s ends abruptly at %.2f Å, where it "
          "still has %.2g eV: liquids heat themselves, and may be hotter "
          "than the thermostat is told."),
        name, step->r, step->energy);
  }
  return NULL;
}
