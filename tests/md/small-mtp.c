// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "small-mtp.h"

#define N_TERMS 4

/* Two radial functions; moments of rank 0, 1 and 2, their squares and a product. */
static const char MOMENTS[] =
    "alpha_moments_count = 14\n"
    "alpha_index_basic_count = 11\n"
    "alpha_index_basic = {{0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, "
    "{1, 0, 0, 0}, {1, 2, 0, 0}, {1, 0, 2, 0}, {1, 0, 0, 2}, {1, 1, 1, 0}, "
    "{1, 1, 0, 1}, {1, 0, 1, 1}}\n"
    "alpha_index_times_count = 10\n"
    "alpha_index_times = {{1, 1, 1, 11}, {2, 2, 1, 11}, {3, 3, 1, 11}, {5, 5, 1, 12}, "
    "{6, 6, 1, 12}, {7, 7, 1, 12}, {8, 8, 2, 12}, {9, 9, 2, 12}, {10, 10, 2, 12}, "
    "{0, 11, 1, 13}}\n"
    "alpha_scalar_moments = 5\n"
    "alpha_moment_mapping = {0, 4, 11, 12, 13}\n";

static const double ENERGY[2] = {-1.5, -2.25};
static const double WEIGHT[5] = {0.3, -0.4, 0.05, 0.02, -0.01};

static double
radial(int pair, int f, int k)
{
  return ((7 * pair + 5 * f + 3 * k) % 11 - 5) / 8.0;
}

static void
put_list(GString *text, const char *begin, const double *value, int n)
{
  g_string_append(text, begin);
  for (int k = 0; k < n; k++)
    g_string_append_printf(text, "%s%.17g", k ? ", " : "{", value[k]);
  g_string_append(text, "}\n");
}

char *
small_mtp_text_moved(const char *tag, int parameter, double by)
{
  GString *text = g_string_new("MTP\nversion = 1.1.0\npotential_name = small\n");
  double value[SMALL_MTP_PARAMETERS], *at = value;

  for (int pair = 0; pair < 4; pair++)
    for (int f = 0; f < 2; f++)
      for (int k = 0; k < N_TERMS; k++)
        *at++ = radial(pair, f, k);
  for (int k = 0; k < 7; k++)
    *at++ = k < 2 ? ENERGY[k] : WEIGHT[k - 2];
  if (parameter >= 0)
    value[parameter] += by;
  g_string_append_printf(text,
                         "scaling = 0.1\nspecies_count = 2\npotential_tag = %s\n"
                         "radial_basis_type = RBChebyshev\n\tmin_dist = 1.3\n"
                         "\tmax_dist = 4.5\n\tradial_basis_size = %d\n"
                         "\tradial_funcs_count = 2\n\tradial_coeffs\n",
                         tag, N_TERMS);
  for (int row = 0; row < 8; row++) {
    if (row % 2 == 0)
      g_string_append_printf(text, "\t\t%d-%d\n", row / 4, row / 2 % 2);
    put_list(text, "\t\t\t", value + N_TERMS * row, N_TERMS);
  }
  g_string_append(text, MOMENTS);
  put_list(text, "species_coeffs = ", value + 8 * N_TERMS, 2);
  put_list(text, "moment_coeffs = ", value + 8 * N_TERMS + 2, 5);
  return g_string_free(text, FALSE);
}

char *
small_mtp_text(const char *tag)
{
  return small_mtp_text_moved(tag, -1, 0.0);
}
