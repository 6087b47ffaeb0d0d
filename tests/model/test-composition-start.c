// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition-start.h"

#include "base/base-error.h"
#include "model/tetrahedra.h"

/* Cell of the ideal Na3PS4 of cubic symmetry: I-43m, P at 0 0 0, Na at 0 ½ ½, S at x x x;
 * 7.0 Å, x = 0.17. */
static Frame *
cubic_cell(void)
{
  static const double sign[4][3] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
  static const double sodium[3][3] = {{0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
  g_autoptr(SpeciesList) species = species_list_new();
  guint atom = 0;

  species_list_add(species, element_lookup("S"));
  species_list_add(species, element_lookup("P"));
  species_list_add(species, element_lookup("Na"));
  Frame *frame = frame_new(species, 16, 0);
  frame->cell = cell_cubic(7.0);
  for (int c = 0; c < 2; c++) {
    Vec3 at = vec3(0.5 * c, 0.5 * c, 0.5 * c);
    frame->type[atom] = 1;
    frame->position[atom++] = vec3_scale(at, 7.0);
    for (int k = 0; k < 4; k++, atom++) {
      Vec3 s = vec3_scale(vec3(sign[k][0], sign[k][1], sign[k][2]), 0.17);
      frame->position[atom] = vec3_scale(vec3_add(at, s), 7.0);
    }
    for (int k = 0; k < 3; k++, atom++) {
      frame->type[atom] = 2;
      Vec3 s = vec3(sodium[k][0], sodium[k][1], sodium[k][2]);
      frame->position[atom] = vec3_scale(vec3_add(at, s), 7.0);
    }
  }
  return frame;
}

static Frame *
start(const char *text, const StartWish *wish)
{
  g_autoptr(GError) error = NULL;
  Composition mix;
  AtomCounts counts;
  Cell cell;

  g_assert_true(composition_parse(&mix, text, &error));
  g_assert_true(composition_start_counts(&mix, wish, &counts, &cell, &error));
  Frame *frame = composition_start(&mix, wish, &error);
  g_assert_no_error(error);
  /* what was announced is what is made */
  g_assert_cmpuint(frame->n_atoms, ==, counts.n_atoms);
  g_assert_cmpfloat_with_epsilon(frame->cell.volume, cell.volume, 1e-6);
  for (guint t = 0; t < counts.n; t++) {
    int type = species_list_find(frame->species, counts.element[t]->symbol);
    g_assert_cmpuint(frame_count_type(frame, (guint)type), ==, counts.count[t]);
  }
  return frame;
}

static guint
count_of(const Frame *frame, const char *symbol)
{
  int type = species_list_find(frame->species, symbol);

  return type < 0 ? 0 : frame_count_type(frame, (guint)type);
}

static double
distance(const Frame *frame, guint i, guint j)
{
  Vec3 d = vec3_sub(frame->position[i], frame->position[j]);

  return vec3_norm(cell_minimum_image(&frame->cell, d));
}

static const Element *
element_of(const Frame *frame, guint i)
{
  return frame->species->element[frame->type[i]];
}

/* Every P has four anions at their bond lengths, at tetrahedral angles; nothing else is
 * nearer than least. */
static void
assert_tetrahedra(const Frame *frame, double tolerance, double least)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    const Element *centre = element_of(frame, i);
    guint bonds = 0;
    for (guint j = 0; j < frame->n_atoms; j++) {
      const Element *other = element_of(frame, j);
      double r = distance(frame, i, j);
      gboolean mine = g_str_equal(centre->symbol, "P") && other->role == SPECIES_ANION &&
                      fabs(r - tetrahedron_bond(centre, other)) < tolerance;
      gboolean bonded = mine || (g_str_equal(other->symbol, "P") &&
                                 centre->role == SPECIES_ANION && r < 2.2);
      bonds += mine;
      if (i != j && !bonded)
        g_assert_cmpfloat(r, >, least);
    }
    if (g_str_equal(centre->symbol, "P"))
      g_assert_cmpuint(bonds, ==, 4);
  }
}

static void
test_units(void)
{
  for (guint64 seed = 1; seed <= 5; seed++) {
    const StartWish wish = {
        .kind = START_UNITS, .n_atoms = 130, .density = 2.0, .seed = seed};
    g_autoptr(Frame) frame = start("75Na2S-25P2S5", &wish);
    g_assert_cmpuint(count_of(frame, "P"), ==, 16);
    g_assert_cmpuint(count_of(frame, "Na"), ==, 48);
    g_assert_cmpuint(count_of(frame, "S"), ==, 64);
    g_assert_cmpfloat_with_epsilon(frame_density(frame), 2.0, 1e-9);
    assert_tetrahedra(frame, 1e-9, 1.4);
  }
}

static void
test_rigid(void)
{
  const StartWish wish = {.kind = START_UNITS, .n_atoms = 80, .density = 2.0, .seed = 3};
  g_autoptr(Frame) frame = start("75Na2S-25P2S5", &wish);

  for (guint unit = 0; unit < 10; unit++)
    for (guint j = 1; j < 5; j++)
      for (guint k = 1; k < j; k++)
        g_assert_cmpfloat_with_epsilon(distance(frame, 5 * unit + j, 5 * unit + k),
                                       2.05 * sqrt(8.0 / 3.0), 1e-9);
}

static void
test_oxygen(void)
{
  const StartWish wish = {.kind = START_UNITS, .n_atoms = 160, .density = 2.0, .seed = 2};
  g_autoptr(Frame) frame = start("60Na2S-15Na2O-25P2S5", &wish);

  g_assert_cmpuint(count_of(frame, "P"), ==, 20);
  g_assert_cmpuint(count_of(frame, "Na"), ==, 60);
  g_assert_cmpuint(count_of(frame, "O"), ==, 6);
  g_assert_cmpuint(count_of(frame, "S"), ==, 74);
  assert_tetrahedra(frame, 1e-9, 1.2);
}

static void
test_crystal(void)
{
  g_autoptr(Frame) cell = cubic_cell();
  const StartWish wish = {.kind = START_CRYSTAL, .n_atoms = 120, .crystal = cell};
  g_autoptr(Frame) frame = start("75Na2S-25P2S5", &wish);

  g_assert_cmpuint(frame->n_atoms, ==, 128);
  for (guint k = 0; k < 3; k++)
    g_assert_cmpfloat_with_epsilon(vec3_norm(frame->cell.vector[k]), 14.0, 1e-9);
  /* P–S: 0.17 √3 a */
  assert_tetrahedra(frame, 0.17 * sqrt(3.0) * 7.0 - 2.05 + 1e-9, 2.8);
}

static void
test_crystal_with_oxygen(void)
{
  g_autoptr(Frame) cell = cubic_cell();
  const StartWish wish = {
      .kind = START_CRYSTAL, .n_atoms = 128, .crystal = cell, .seed = 4};
  g_autoptr(Frame) frame = start("45Na2S-30Na2O-25P2S5", &wish);

  /* 0.6 × 16 = 9.6 */
  g_assert_cmpuint(count_of(frame, "O"), ==, 10);
  g_assert_cmpuint(count_of(frame, "S"), ==, 54);
  g_assert_cmpuint(count_of(frame, "Na"), ==, 48);
}

/* A sphere of 14 Å in a glass of 189.4 Å³ per formula unit: 7.6 of them. */
static void
test_pore(void)
{
  const StartWish wish = {
      .kind = START_UNITS, .n_atoms = 800, .density = 2.0, .seed = 1, .pore = 14.0};
  g_autoptr(Frame) frame = start("75Na2S-25P2S5", &wish);

  g_assert_cmpuint(count_of(frame, "P"), ==, 92);
  g_assert_cmpuint(count_of(frame, "Na"), ==, 3 * 92);
  g_assert_cmpuint(count_of(frame, "S"), ==, 4 * 92);
  assert_tetrahedra(frame, 1e-9, 1.4);
  /* the middle is empty: no P within the sphere, nothing within two thirds of it */
  Vec3 middle = cell_to_cartesian(&frame->cell, vec3(0.5, 0.5, 0.5));
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 d = vec3_sub(frame->position[i], middle);
    double r = vec3_norm(cell_minimum_image(&frame->cell, d));
    g_assert_cmpfloat(r, >, g_str_equal(element_of(frame, i)->symbol, "P") ? 5.5 : 3.5);
  }
}

static void
test_pore_with_oxygen(void)
{
  g_autoptr(Frame) cell = cubic_cell();
  const StartWish wish = {
      .kind = START_CRYSTAL, .n_atoms = 1000, .crystal = cell, .seed = 4, .pore = 14.0};
  g_autoptr(Frame) frame = start("60Na2S-15Na2O-25P2S5", &wish);
  guint units = count_of(frame, "P");

  g_assert_cmpuint(units, ==, 128 - 8); /* 1436.8 Å³ / 171.5 Å³ = 8.4 */
  g_assert_cmpuint(count_of(frame, "Na"), ==, 3 * units);
  g_assert_cmpuint(count_of(frame, "O"), ==, 36);
  g_assert_cmpuint(count_of(frame, "S") + count_of(frame, "O"), ==, 4 * units);
}

static void
test_seed(void)
{
  StartWish wish = {.kind = START_UNITS, .n_atoms = 160, .density = 2.0, .seed = 2};
  g_autoptr(Frame) a = start("75Na2S-25P2S5", &wish);
  g_autoptr(Frame) b = start("75Na2S-25P2S5", &wish);
  wish.seed = 3;
  g_autoptr(Frame) c = start("75Na2S-25P2S5", &wish);
  gsize size = a->n_atoms * sizeof(Vec3);

  g_assert_cmpmem(a->position, size, b->position, size);
  g_assert_cmpfloat(a->position[0].x, !=, c->position[0].x);
}

static void
test_refusals(void)
{
  g_autoptr(Frame) cell = cubic_cell();
  const struct {
    const char *mix;
    StartWish wish;
    const char *named;
  } wrong[] = {
      {"Na2O-2SiO2", {.kind = START_UNITS, .n_atoms = 300, .density = 2.5}, "four"},
      {"B2O3-SiO2", {.kind = START_UNITS, .n_atoms = 300, .density = 2.5}, "former"},
      {"75Na2S-25P2S5", {.kind = START_UNITS, .n_atoms = 300, .density = 6.0}, "dense"},
      {"75Na2S-25P2S5", {.kind = START_UNITS, .n_atoms = 300, .density = NAN}, "density"},
      {"75Na2S-25P2S5", {.kind = START_CRYSTAL, .n_atoms = 300}, "crystal"},
      {"75Li2S-25P2S5", {START_CRYSTAL, 300, 2.0, 1, cell, 0.0}, "crystal"},
      {"75Na2S-25P2S5", {START_CRYSTAL, 128, 2.0, 1, cell, 14.0}, "14"},
      {"75Na2S-25P2S5", {START_RANDOM, 800, 2.0, 1, NULL, 14.0}, "pore"},
  };

  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    Composition mix;
    g_assert_true(composition_parse(&mix, wrong[i].mix, NULL));
    g_assert_null(composition_start(&mix, &wrong[i].wish, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
    if (!strstr(error->message, wrong[i].named))
      g_error("\"%s\" does not name %s", error->message, wrong[i].named);
  }
}

static void
test_names(void)
{
  StartKind kind;

  for (guint k = START_RANDOM; k <= START_CRYSTAL; k++) {
    g_assert_true(start_kind_parse(&kind, start_kind_name(k), NULL));
    g_assert_cmpuint(kind, ==, k);
  }
  g_autoptr(GError) error = NULL;
  g_assert_false(start_kind_parse(&kind, "porridge", &error));
  g_assert_nonnull(strstr(error->message, "porridge"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/start/units keep composition, density and distance", test_units);
  g_test_add_func("/start/units are regular tetrahedra", test_rigid);
  g_test_add_func("/start/oxygen takes the place of sulphur", test_oxygen);
  g_test_add_func("/start/a crystal is copies of its cell", test_crystal);
  g_test_add_func("/start/a crystal takes oxygen", test_crystal_with_oxygen);
  g_test_add_func("/start/a pore keeps the stoichiometry", test_pore);
  g_test_add_func("/start/a pore keeps the share of oxygen", test_pore_with_oxygen);
  g_test_add_func("/start/the seed decides", test_seed);
  g_test_add_func("/start/impossible wishes are named", test_refusals);
  g_test_add_func("/start/names of kinds go round", test_names);
  return g_test_run();
}
