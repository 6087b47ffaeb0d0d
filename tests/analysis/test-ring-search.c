// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-search.h"

#include "base/rng.h"
#include "networks.h"
#include "walkers.h"

typedef struct {
  RingList king, guttman, primitive;
} Rings;

static void
search(const Frame *frame, guint size_most, Rings *rings)
{
  RingList *list[RING_N_KINDS] = {&rings->king, &rings->guttman, &rings->primitive};
  BondRule rule;

  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  ring_search(frame, bonds, size_most, list);
}

static void
clear(Rings *rings)
{
  ring_list_clear(&rings->king);
  ring_list_clear(&rings->guttman);
  ring_list_clear(&rings->primitive);
}

/* expected[n] rings of n formers, for all n. */
static void
check_counts(const RingList *list, const guint expected[RING_SIZE_MOST + 1])
{
  guint n[RING_SIZE_MOST + 1] = {0};

  g_assert_false(list->partial);
  for (guint i = 0; i < list->ring->len; i++)
    n[g_array_index(list->ring, Ring, i).n / 2]++;
  for (guint k = 0; k <= RING_SIZE_MOST; k++)
    g_assert_cmpuint(n[k], ==, expected[k]);
}

static void
check_search(const Frame *frame, guint size_most,
             const guint expected[RING_N_KINDS][RING_SIZE_MOST + 1])
{
  Rings rings;

  search(frame, size_most, &rings);
  check_counts(&rings.king, expected[RING_KING]);
  check_counts(&rings.guttman, expected[RING_GUTTMAN]);
  check_counts(&rings.primitive, expected[RING_PRIMITIVE]);
  clear(&rings);
}

/* Twelve six-rings at each silicon, each shared by six. */
static void
test_cristobalite(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {{[6] = 16}, {[6] = 16}, {[6] = 16}};
  g_autoptr(Frame) frame = networks_cristobalite();
  const guint twice[3] = {2, 1, 1};
  g_autoptr(Frame) wide = frame_replicate(frame, twice);
  const guint more[][RING_SIZE_MOST + 1] = {{[6] = 32}, {[6] = 32}, {[6] = 32}};

  check_search(frame, 8, expected);
  check_search(wide, 8, more);
}

/* Six six-rings and forty primitive eight-rings at each silicon; King has nine shortest
 * ways at each eight-angle, of which the vertex symbol 6.6.6₂.6₂.8₇.8₇ counts seven. */
static void
test_quartz(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {
      {[6] = 3, [8] = 21}, {[6] = 3}, {[6] = 3, [8] = 15}};
  g_autoptr(Frame) frame = networks_quartz();

  check_search(frame, 8, expected);
}

static Vec3
corner(const Frame *frame, const Ring *ring, guint k)
{
  Vec3 r = frame->position[ring->atom[k]];

  for (guint c = 0; c < 3; c++)
    r = vec3_mul_add(r, ring->offset[k][c], frame->cell.vector[c]);
  return r;
}

static void
check_drawing(const Frame *frame, const RingList *list, double bond_most)
{
  for (guint i = 0; i < list->ring->len; i++) {
    const Ring *ring = &g_array_index(list->ring, Ring, i);
    for (guint k = 0; k < ring->n; k++) {
      Vec3 a = corner(frame, ring, k), b = corner(frame, ring, (k + 1) % ring->n);
      g_assert_cmpfloat(vec3_norm(vec3_sub(a, b)), <, bond_most);
      SpeciesRole role = frame->species->element[frame->type[ring->atom[k]]]->role;
      g_assert_cmpint(role, ==, k % 2 ? SPECIES_ANION : SPECIES_FORMER);
    }
  }
}

static void
test_boroxol(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {{[3] = 1}, {[3] = 1}, {[3] = 1}};
  g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));
  Rings rings;

  networks_wrap(frame);
  check_search(frame, 6, expected);
  search(frame, 12, &rings);
  const Ring *ring = &g_array_index(rings.primitive.ring, Ring, 0);
  g_assert_true(ring->borate);
  g_assert_cmpuint(ring->n_four, ==, 0);
  check_drawing(frame, &rings.primitive, NETWORKS_BOND + 1e-9);
  clear(&rings);
}

/* However far the unwrapped atoms have gone, rings and their pictures stay. */
static void
test_unwrapped(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {
      {[6] = 3, [8] = 21}, {[6] = 3}, {[6] = 3, [8] = 15}};
  g_autoptr(Frame) frame = networks_quartz();
  Rings rings;

  for (guint i = 0; i < frame->n_atoms; i++)
    for (guint c = 0; c < 3; c++)
      frame->position[i] =
          vec3_mul_add(frame->position[i], (double)((7 * i + 11 * c) % 41) - 20.0,
                       frame->cell.vector[c]);
  check_search(frame, 8, expected);
  search(frame, 8, &rings);
  check_drawing(frame, &rings.king, 1.7);
  clear(&rings);
}

static void
test_no_rings(void)
{
  const guint none[RING_N_KINDS][RING_SIZE_MOST + 1] = {{0}};
  g_autoptr(Frame) chain = networks_chain(3);
  g_autoptr(Frame) short_chain = networks_chain(2);
  g_autoptr(Frame) tricluster = networks_tricluster();

  check_search(chain, 12, none);
  check_search(short_chain, 12, none);
  check_search(tricluster, 12, none);
}

static void
test_edge_sharing(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {{[2] = 1}, {[2] = 1}, {[2] = 1}};
  g_autoptr(Frame) frame = networks_edge_sharing();

  check_search(frame, 4, expected);
}

static void
check_number(double value, double expected)
{
  g_assert_cmpfloat_with_epsilon(value, expected, 1e-6);
}

/* Of an independent program, with the searches counted from their own origins. */
static void
test_melt(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {
      {[3] = 1, [4] = 5, [5] = 4, [6] = 7, [7] = 8},
      {[3] = 1, [4] = 5, [5] = 4, [6] = 4, [7] = 5},
      {[3] = 1, [4] = 5, [5] = 4, [6] = 4, [7] = 5}};
  const double found[] = {0.075, 0.25, 0.45, 0.525, 0.475};
  const double longest[] = {0.0, 0.1, 0.388889, 0.428571, 1.0};
  const double shortest[] = {1.0, 1.0, 0.722222, 0.333333, 0.157895};
  const double found_guttman[] = {0.075, 0.25, 0.45, 0.4, 0.275};
  const double longest_primitive[] = {0.0, 0.1, 0.5, 0.35, 1.0};
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  const Frame *frame = g_ptr_array_index(frames, frames->len - 1);
  RingNumbers king, guttman, primitive;
  Rings rings;

  check_search(frame, 7, expected);
  search(frame, 7, &rings);
  ring_list_numbers(&rings.king, frame->n_atoms, &king);
  ring_list_numbers(&rings.guttman, frame->n_atoms, &guttman);
  ring_list_numbers(&rings.primitive, frame->n_atoms, &primitive);
  g_assert_cmpuint(rings.king.n_formers, ==, 40);
  check_number(king.per_node[7], 8.0 / 40.0);
  for (guint i = 0; i < 5; i++) {
    check_number(king.found[3 + i], found[i]);
    check_number(king.longest[3 + i], longest[i]);
    check_number(king.shortest[3 + i], shortest[i]);
    check_number(guttman.found[3 + i], found_guttman[i]);
    check_number(primitive.longest[3 + i], longest_primitive[i]);
  }
  clear(&rings);
}

/* B, Si and O crowded into a skewed cell that is no wider than a few bonds: edge sharing,
 * triclusters, rings around their own images. Counts of an independent program. */
static void
test_dense(void)
{
  const guint expected[][RING_SIZE_MOST + 1] = {{[2] = 22, [3] = 43, [4] = 58, [5] = 106},
                                                {[2] = 22, [3] = 6, [4] = 9},
                                                {[2] = 22, [3] = 17, [4] = 23, [5] = 80}};
  g_autoptr(GPtrArray) frames = walkers_read("dense-rings.extxyz");

  check_search(g_ptr_array_index(frames, 0), 5, expected);
}

/* Atoms thrown on a heap: every former sees every anion. */
static void
test_heap(void)
{
  g_autoptr(Frame) frame = walkers_glass(20.0, "Si", 60u, "O", 120u, NULL);
  Rings rings;

  walkers_step(frame, 0, 0.5, 1);
  walkers_step(frame, 1, 0.5, 2);
  search(frame, 12, &rings);
  g_assert_true(rings.primitive.partial);
  clear(&rings);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ring-search/cristobalite has six-rings only", test_cristobalite);
  g_test_add_func("/ring-search/quartz has six- and eight-rings", test_quartz);
  g_test_add_func("/ring-search/boroxol is found across the corner", test_boroxol);
  g_test_add_func("/ring-search/unwrapped atoms have the same rings", test_unwrapped);
  g_test_add_func("/ring-search/chains and triclusters are no rings", test_no_rings);
  g_test_add_func("/ring-search/a shared edge is a ring of two", test_edge_sharing);
  g_test_add_func("/ring-search/a melt has the rings of another program", test_melt);
  g_test_add_func("/ring-search/crowded images are told apart", test_dense);
  g_test_add_func("/ring-search/a heap of atoms is given up", test_heap);
  return g_test_run();
}
