// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pair-curve.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"

#define N_POINTS   360
#define SCAN_FROM  0.6 /* Å */
#define SCAN_TO    6.0
#define SCAN_STEP  0.005
#define PLAIN_FROM 1.2 /* Å, window of a pair without a minimum */
#define PLAIN_TO   5.0

typedef struct {
  double from, to; /* Å */
  double ceiling;  /* eV; above it the curve is cut */
} Window;

static const float NOW_RGB[3] = {0.30f, 0.58f, 0.93f};
static const float BEFORE_RGB[3] = {0.60f, 0.60f, 0.62f};

static double
refine_minimum(const ForceField *ff, int a, int b, double r)
{
  const double h = SCAN_STEP;
  double left = force_field_bare_energy(ff, a, b, r - h);
  double here = force_field_bare_energy(ff, a, b, r);
  double right = force_field_bare_energy(ff, a, b, r + h);
  double curvature = left - 2.0 * here + right;
  return curvature > 0.0 ? r + 0.5 * h * (left - right) / curvature : r;
}

gboolean
pair_curve_minimum(const ForceField *ff, int a, int b, double *r, double *u)
{
  double previous = force_field_bare_energy(ff, a, b, SCAN_FROM);
  double here = force_field_bare_energy(ff, a, b, SCAN_FROM + SCAN_STEP);
  for (double x = SCAN_FROM + SCAN_STEP; x < SCAN_TO; x += SCAN_STEP) {
    double next = force_field_bare_energy(ff, a, b, x + SCAN_STEP);
    if (here < previous && here <= next) {
      *r = refine_minimum(ff, a, b, x);
      *u = force_field_bare_energy(ff, a, b, *r);
      return TRUE;
    }
    previous = here;
    here = next;
  }
  return FALSE;
}

gboolean
pair_curve_has_short_range(const ForceField *ff, int a, int b)
{
  const PairTerm *term = &ff->pair[a][b];
  return term->morse_d != 0.0 || term->c12 != 0.0 || term->buck_a != 0.0 ||
         term->c6 != 0.0 || term->d24 != 0.0;
}

static Window
choose_window(const ForceField *ff, int a, int b)
{
  double r, u;
  if (!pair_curve_minimum(ff, a, b, &r, &u))
    return (Window){PLAIN_FROM, PLAIN_TO, force_field_bare_energy(ff, a, b, PLAIN_FROM)};
  Window window = {.from = 0.7 * r, .to = 2.4 * r};
  double rim = force_field_bare_energy(ff, a, b, window.to);
  window.ceiling = rim + 0.55 * (rim - u);
  return window;
}

static void
add_curve(Chart *chart, const ForceField *ff, int a, int b, const Window *window,
          gboolean ghost)
{
  Series *series = chart_add_series(chart, ghost ? _("before") : _("now"), SERIES_LINE,
                                    N_POINTS, FALSE);
  const float *rgb = ghost ? BEFORE_RGB : NOW_RGB;
  for (int k = 0; k < 3; k++)
    series->rgb[k] = rgb[k];
  series->ghost = ghost;
  series->dashed = ghost;
  for (int i = 0; i < N_POINTS; i++) {
    double r = window->from + (window->to - window->from) * i / (N_POINTS - 1.0);
    double u = force_field_bare_energy(ff, a, b, r);
    series->x[i] = r;
    series->y[i] = u <= window->ceiling ? u : NAN;
  }
  double r, u;
  if (ghost || !pair_curve_minimum(ff, a, b, &r, &u))
    return;
  g_autofree char *length = format_number(r, 2);
  g_autofree char *energy = format_number(u, 1);
  /* Translators: bond length in Å and energy in eV at the minimum of a curve */
  g_autofree char *text = g_strdup_printf(_("%s Å, %s eV"), length, energy);
  series_add_mark(series, r, u, text);
}

Chart *
pair_curve_chart(const ForceField *now, const ForceField *before, int a, int b)
{
  g_return_val_if_fail(now != NULL, NULL);
  Chart *chart = chart_new("potential", _("Pair potential"));
  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "U", "eV", AXIS_LINEAR);
  Window window = choose_window(now, a, b);
  if (before)
    add_curve(chart, before, a, b, &window, TRUE);
  add_curve(chart, now, a, b, &window, FALSE);
  return chart;
}
