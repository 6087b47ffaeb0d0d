// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "analysis/merge-tree.h"
#include "analysis/winding-part.h"
#include "base/rng.h"

#define N 12

static Field *
empty(void)
{
  const Cell cell = cell_cubic(N);

  return field_new(&cell, 1.0);
}

static void
put(Field *field, int i, int j, int k)
{
  field->value[field_index(field, (guint)((i + N) % N), (guint)((j + N) % N),
                           (guint)((k + N) % N))] = 1.0f;
}

static guint
count_above(const Field *field, double level)
{
  guint n = 0;

  for (gsize i = 0; i < field->n_nodes; i++)
    n += field->value[i] >= level;
  return n;
}

/* Two tubes and a diagonal through the cell run on, a ball and a hook do not. */
static void
test_what_runs_on(void)
{
  g_autoptr(Field) field = empty();

  for (int i = 0; i < N; i++) {
    put(field, i, 2, 2);
    put(field, 6, i, 6);
    put(field, i, i, 10);
  }
  guint n_through = count_above(field, 0.5);
  put(field, 2, 9, 4);
  for (int i = 0; i < N - 3; i++)
    put(field, 9, 5, i + 3);
  g_autoptr(Field) part = winding_part(field, 0.5);
  g_assert_nonnull(part);
  g_assert_cmpuint(count_above(part, 0.5), ==, n_through);
  g_assert_cmpuint(count_above(field, 0.5), >, n_through);
  for (gsize i = 0; i < field->n_nodes; i++)
    if (part->value[i] < 0.5f)
      g_assert_cmpfloat(part->value[i], <=, field->value[i]);
}

/* A loop through a face and back closes in the same cell. */
static void
test_loop(void)
{
  g_autoptr(Field) field = empty();

  for (int i = -3; i <= 3; i++) {
    put(field, i, 0, 0);
    put(field, i, 6, 0);
  }
  for (int j = 0; j <= 6; j++) {
    put(field, -3, j, 0);
    put(field, 3, j, 0);
  }
  g_assert_null(winding_part(field, 0.5));
  g_assert_null(winding_part(field, 2.0));
}

/* The level from which on something runs on is that of the merge tree. */
static void
test_agrees_with_merge_tree(void)
{
  for (guint round = 0; round < 20; round++) {
    g_autoptr(Field) field = empty();
    for (guint i = 0; i < field->n_nodes; i++) {
      double number[4];
      rng_uniform4(7, RNG_TEST, round, i, number);
      field->value[i] = (float)number[0];
    }
    g_autoptr(MergeTree) tree = merge_tree_new(field, -1.0, 0.1);
    float level = (float)tree->dimension[0];
    g_autoptr(Field) at = winding_part(field, level);
    g_assert_nonnull(at);
    g_assert_null(winding_part(field, nextafterf(level, 2.0f)));
    g_assert_cmpuint(count_above(at, level), >=, N);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/winding-part/tubes run on, balls and hooks do not",
                  test_what_runs_on);
  g_test_add_func("/winding-part/a loop through a face does not run on", test_loop);
  g_test_add_func("/winding-part/it begins where the merge tree says",
                  test_agrees_with_merge_tree);
  return g_test_run();
}
