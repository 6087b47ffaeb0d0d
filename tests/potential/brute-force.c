// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "brute-force.h"

#include "potential/ewald.h"
#include "potential/triple.h"

typedef struct {
  guint atom;
  Vec3 d;
} Arm;

static void
add_virial(BruteForce *brute, Vec3 force, Vec3 d)
{
  brute->virial[0] += force.x * d.x;
  brute->virial[1] += force.y * d.y;
  brute->virial[2] += force.z * d.z;
  brute->virial[3] += force.y * d.z;
  brute->virial[4] += force.x * d.z;
  brute->virial[5] += force.x * d.y;
}

/* Atom i and the image of j at d from it, each ordered pair once. */
static void
add_pair(BruteForce *brute, const ForceField *ff, const Frame *frame, guint i, guint j,
         Vec3 d)
{
  double r = vec3_norm(d);
  PairValue v = force_field_pair(ff, frame->type[i], frame->type[j], r);
  brute->coulomb += 0.5 * v.coulomb;
  brute->shortr += 0.5 * v.shortr;
  Vec3 force = vec3_scale(d, (v.d_coulomb + v.d_shortr) / r);
  brute->force[i] = vec3_add(brute->force[i], force);
  add_virial(brute, vec3_scale(force, -0.5), d);
}

/* Number k of the (2n + 1)³ lattice vectors around the cell. */
static Vec3
lattice_vector(const Cell *cell, const int n[3], int k)
{
  Vec3 v = {0, 0, 0};
  for (int d = 0; d < 3; d++) {
    int width = 2 * n[d] + 1;
    v = vec3_mul_add(v, k % width - n[d], cell->vector[d]);
    k /= width;
  }
  return v;
}

/* Adds the pair, or collects the arm, of every image of every atom within reach of i. */
static void
visit_images(BruteForce *brute, const ForceField *ff, const Frame *frame, guint i,
             double reach, GArray *arms)
{
  Vec3 h = cell_heights(&frame->cell);
  int n[3] = {(int)(reach / h.x) + 1, (int)(reach / h.y) + 1, (int)(reach / h.z) + 1};
  int n_images = (2 * n[0] + 1) * (2 * n[1] + 1) * (2 * n[2] + 1);
  Vec3 home = cell_wrap(&frame->cell, frame->position[i]);

  for (int k = 0; k < n_images; k++) {
    Vec3 shift = vec3_sub(lattice_vector(&frame->cell, n, k), home);
    for (guint j = 0; j < frame->n_atoms; j++) {
      Arm arm = {j, vec3_add(cell_wrap(&frame->cell, frame->position[j]), shift)};
      double r2 = vec3_norm2(arm.d);
      if (r2 > reach * reach || r2 < 1e-12)
        continue;
      if (arms)
        g_array_append_val(arms, arm);
      else
        add_pair(brute, ff, frame, i, j, arm.d);
    }
  }
}

static void
add_triplet(BruteForce *brute, const ForceField *ff, const Frame *frame, guint centre,
            const Arm *p, const Arm *q)
{
  if (frame->type[p->atom] > frame->type[q->atom]) {
    const Arm *swap = p;
    p = q;
    q = swap;
  }
  const TripleTerm *term =
      triple_find(ff, frame->type[centre], frame->type[p->atom], frame->type[q->atom]);
  if (!term)
    return;
  TripleForces out = triple_evaluate(term, p->d, q->d);
  Vec3 both = vec3_add(out.force_a, out.force_b);
  brute->triple += out.energy;
  brute->force[p->atom] = vec3_add(brute->force[p->atom], out.force_a);
  brute->force[q->atom] = vec3_add(brute->force[q->atom], out.force_b);
  brute->force[centre] = vec3_sub(brute->force[centre], both);
  add_virial(brute, out.force_a, p->d);
  add_virial(brute, out.force_b, q->d);
}

static void
add_triplets(BruteForce *brute, const ForceField *ff, const Frame *frame)
{
  g_autoptr(GArray) arms = g_array_new(FALSE, FALSE, sizeof(Arm));
  for (guint i = 0; i < frame->n_atoms; i++) {
    if ((int)frame->type[i] != force_field_anion(ff))
      continue;
    g_array_set_size(arms, 0);
    visit_images(brute, ff, frame, i, triple_reach(ff), arms);
    for (guint p = 0; p < arms->len; p++)
      for (guint q = p + 1; q < arms->len; q++)
        add_triplet(brute, ff, frame, i, &g_array_index(arms, Arm, p),
                    &g_array_index(arms, Arm, q));
  }
}

BruteForce *
brute_force_new(const ForceField *ff, const Frame *frame)
{
  BruteForce *brute = g_new0(BruteForce, 1);
  guint count[SPECIES_MAX] = {0};
  brute->force = g_new0(Vec3, frame->n_atoms);
  for (guint i = 0; i < frame->n_atoms; i++) {
    count[frame->type[i]]++;
    visit_images(brute, ff, frame, i, force_field_cutoff(ff), NULL);
  }
  brute->self = force_field_self_energy(ff, count);
  if (ff->n_triples > 0)
    add_triplets(brute, ff, frame);
  if (ff->coulomb == COULOMB_EWALD) {
    EwaldSum sum = ewald_reciprocal(ff, &frame->cell, frame->n_atoms, frame->type,
                                    frame->position, brute->force);
    brute->coulomb += sum.energy + sum.background;
    for (int k = 0; k < 6; k++)
      brute->virial[k] += sum.virial[k];
  }
  return brute;
}

void
brute_force_free(BruteForce *brute)
{
  if (!brute)
    return;
  g_free(brute->force);
  g_free(brute);
}

double
brute_force_energy(const BruteForce *brute)
{
  return brute->shortr + brute->coulomb + brute->self + brute->triple;
}
