// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "small-nep.h"

#define N_RADIAL   4
#define N_ANGULAR  3
#define TERMS      5
#define NEURONS    6
#define INVARIANTS 6 /* l = 1 … 4, q222, q1111 */

const SmallNep SMALL_NEP_PLAIN = {4, "", "", "O Si", 2, 0};
const SmallNep SMALL_NEP_SHARED = {3, "_zbl", "zbl 1 2\n", "Si Li O", 3, 0};
const SmallNep SMALL_NEP_BIASED = {5, "_zbl", "zbl 0.5 2.2 0.9\n", "O Si", 2, 0};
const SmallNep SMALL_NEP_FLEXIBLE = {4, "_zbl", "zbl 0 0\n", "Si O", 2, 30};

char *
small_nep_text(const SmallNep *what)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  gsize n = what->n_elements, dim = N_RADIAL + N_ANGULAR * INVARIANTS;
  gsize networks = what->version == 3 ? 1 : n;
  gsize count = networks * (NEURONS * (dim + 2) + (what->version == 5)) + 1 +
                n * n * (N_RADIAL + N_ANGULAR) * TERMS;
  GString *text = g_string_new(NULL);

  g_string_printf(text, "nep%d%s %zu %s\n%scutoff 4.5 4 50 50\nn_max %d %d\n",
                  what->version, what->kind, n, what->elements, what->zbl, N_RADIAL - 1,
                  N_ANGULAR - 1);
  g_string_append_printf(text, "basis_size %d %d\nl_max 4 2 1\nANN %d 0\n", TERMS - 1,
                         TERMS - 1, NEURONS);
  for (gsize k = 0; k < count; k++)
    g_string_append_printf(text, "%15.7e\n", g_rand_double_range(rand, -0.6, 0.6));
  for (gsize k = 0; k < dim; k++)
    g_string_append_printf(text, "%15.7e\n", g_rand_double_range(rand, 0.2, 0.6));
  for (gsize k = 0; k < what->n_more; k++)
    g_string_append_printf(text, "%g\n", k % 10 == 0 ? 0.8 : k % 10 == 1 ? 2.0 : 0.4);
  return g_string_free(text, FALSE);
}
