// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sample-charts.h"

#include <math.h>
#include <string.h>

static double
peak(double r, double at, double width)
{
  return exp(-0.5 * (r - at) * (r - at) / (width * width));
}

static void
add_msd(Chart *chart, const char *symbol, double plateau, double d, gboolean ghost)
{
  enum { N = 60 };
  Series *series = chart_add_series(chart, symbol, SERIES_LINE, N, TRUE);

  series_set_species(series, symbol);
  series->ghost = ghost;
  for (guint i = 0; i < N; i++) {
    double t = 0.02 * pow(2000.0, i / (N - 1.0));
    series->x[i] = t;
    series->y[i] = plateau * (1.0 - exp(-t * t / 0.01)) + 6.0 * d * t;
    series->error[i] = series->y[i] * 0.02 * sqrt(t);
  }
}

Chart *
sample_msd(void)
{
  Chart *chart = chart_new("msd", "Mean square displacement");

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  chart_take_value(chart, g_strdup("D(Na) = (1.84 ± 0.09) × 10⁻⁵ cm²/s"));
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("diffusive β = 0.98"));
  add_msd(chart, "Na", 0.9, 0.08, TRUE);
  add_msd(chart, "Na", 1.1, 0.184, FALSE);
  add_msd(chart, "O", 0.45, 0.0035, FALSE);
  add_msd(chart, "Si", 0.22, 0.0014, FALSE);
  Series *fit = chart_add_series(chart, "fit", SERIES_LINE, 2, FALSE);
  series_set_species(fit, "Na");
  fit->dashed = TRUE;
  for (guint i = 0; i < 2; i++) {
    fit->x[i] = i ? 40.0 : 6.0;
    fit->y[i] = 1.1 + 6.0 * 0.184 * fit->x[i];
  }
  return chart;
}

static void
add_lag(Chart *chart, const char *name, SeriesStyle style, double jumped,
        const float rgb[3])
{
  enum { N = 240 };
  Series *series = chart_add_series(chart, name, style, N, FALSE);

  memcpy(series->rgb, rgb, sizeof series->rgb);
  for (guint i = 0; i < N; i++) {
    double r = 0.025 * (i + 0.5);
    double cage = (1.0 - jumped) * 4.0 * r * r * exp(-r * r / 0.5) / 0.32;
    series->x[i] = r;
    series->y[i] =
        0.5 * cage + jumped * (0.7 * peak(r, 3.1, 0.55) + 0.25 * peak(r, 4.6, 0.8));
  }
}

Chart *
sample_van_hove(void)
{
  static const float early[] = {0.55f, 0.42f, 0.78f}, middle[] = {0.35f, 0.62f, 0.80f};
  static const float late[] = {0.96f, 0.63f, 0.18f};
  Chart *chart = chart_new("vanhove", "Self van Hove 4πr²G_s(r, t)");

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "4πr²G_s", "Å⁻¹", AXIS_LINEAR);
  chart_take_value(chart, g_strdup("hop peak at 3.1 Å · 42 % beyond the cage"));
  chart_take_verdict(chart, VERDICT_NOTICE, g_strdup("bimodal"));
  add_lag(chart, "1 ps", SERIES_LINE, 0.08, early);
  add_lag(chart, "5 ps", SERIES_LINE, 0.22, middle);
  add_lag(chart, "20 ps", SERIES_FILL, 0.45, late);
  Series *series = g_ptr_array_index(chart->series, 2);
  series_add_mark(series, 0.7, series->y[28], "cage");
  series_add_mark(series, 3.1, series->y[123], "hop 3.1 Å");
  return chart;
}

static double
arrhenius_d(double t)
{
  return 40.0 * exp(-0.62 / (8.617333262e-5 * t));
}

static Series *
add_points(Chart *chart, const double *t, guint n)
{
  static const double scatter[] = {0.05, -0.04, 0.03, 0.08, -0.09};
  Series *series = chart_add_series(chart, "Na", SERIES_POINTS, n, TRUE);

  series_set_species(series, "Na");
  for (guint i = 0; i < n; i++) {
    series->x[i] = 1000.0 / t[i];
    series->y[i] = arrhenius_d(t[i]) * (1.0 + scatter[i]) * 1e-4;
    series->error[i] = series->y[i] * (0.04 + 0.03 * i * i);
  }
  return series;
}

Chart *
sample_arrhenius(void)
{
  static const double t[] = {2500.0, 1900.0, 1500.0, 1250.0, 1050.0}, bound[] = {940.0};
  Chart *chart = chart_new("arrhenius", "Arrhenius");

  chart_set_x_axis(chart, "1000/T", "K⁻¹", AXIS_LINEAR);
  chart_set_y_axis(chart, "D", "cm²/s", AXIS_LOG);
  chart_take_value(chart, g_strdup("E_a = 0.62 ± 0.03 eV"));
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("5 of 6 points"));
  Series *line = chart_add_series(chart, "fit", SERIES_LINE, 2, FALSE);
  line->rgb[0] = 0.35f;
  line->rgb[1] = 0.6f;
  line->rgb[2] = 0.92f;
  for (guint i = 0; i < 2; i++) {
    line->x[i] = i ? 1.1 : 0.38;
    line->y[i] = 1e-4 * arrhenius_d(1000.0 / line->x[i]);
  }
  add_points(chart, t, G_N_ELEMENTS(t));
  Series *hollow = add_points(chart, bound, G_N_ELEMENTS(bound));
  hollow->dashed = TRUE;
  g_free(hollow->name);
  hollow->name = g_strdup("bound");
  series_set_species(hollow, NULL);
  return chart;
}

static void
add_pair(Chart *chart, const char *name, const char *symbol, double at, double width,
         double height, double second)
{
  enum { N = 400 };
  Series *series = chart_add_series(chart, name, SERIES_LINE, N, TRUE);

  series_set_species(series, symbol);
  for (guint i = 0; i < N; i++) {
    double r = 0.02 * (i + 0.5);
    double far = 1.0 / (1.0 + exp(-(r - second) * 3.0));
    series->x[i] = r;
    series->y[i] =
        height * peak(r, at, width) +
        far * (1.0 + 0.35 * exp(-(r - second) / 2.0) * sin(3.0 * (r - second)));
    series->error[i] = 0.05 * sqrt(series->y[i]);
  }
}

Chart *
sample_rdf(void)
{
  Chart *chart = chart_new("rdf", "g(r)");

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "g(r)", "", AXIS_LINEAR);
  chart_take_value(chart, g_strdup("Si–O 1.61 Å · CN 4.00"));
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("40 ps"));
  add_pair(chart, "Si–O", "Si", 1.61, 0.07, 14.0, 3.9);
  add_pair(chart, "Na–O", "Na", 2.37, 0.22, 3.4, 4.3);
  add_pair(chart, "O–O", "O", 2.63, 0.14, 4.4, 4.6);
  ((Series *)g_ptr_array_index(chart->series, 2))->dashed = TRUE;
  series_add_mark(g_ptr_array_index(chart->series, 0), 1.61, 14.0, "1.61 Å");
  return chart;
}

Chart *
sample_empty(void)
{
  Chart *chart = chart_new("arrhenius", "Arrhenius");

  chart_set_x_axis(chart, "1000/T", "K⁻¹", AXIS_LINEAR);
  chart_set_y_axis(chart, "D", "cm²/s", AXIS_LOG);
  chart_take_verdict(chart, VERDICT_WAIT,
                     g_strdup("one more temperature makes an activation energy"));
  return chart;
}

Chart *
sample_potential(void)
{
  enum { N = 200 };
  Chart *chart = chart_new("potential", "Pair potential");

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "U", "eV", AXIS_LINEAR);
  for (int now = 0; now < 2; now++) {
    Series *series =
        chart_add_series(chart, now ? "now" : "before", SERIES_LINE, N, FALSE);
    double r0 = now ? 1.63 : 1.72;
    series->ghost = series->dashed = !now;
    for (guint i = 0; i < N; i++) {
      double r = 1.1 + 0.0145 * i, u = 1.0 - exp(-2.0 * (r - r0));
      series->x[i] = r;
      series->y[i] = 27.9 * (u * u - 1.0);
      series->y[i] = series->y[i] < 14.0 ? series->y[i] : NAN;
    }
    if (now)
      series_add_mark(series, r0, -27.9, "1.63 Å, −27.9 eV");
  }
  return chart;
}

/* Eight pairs: more names than fit in one column of a card. */
Chart *
sample_many(void)
{
  static const char *const symbols[] = {"Si", "Na", "O", "K", "Al", "Li", "Ca", "B"};
  Chart *chart = chart_new("rdf", "g(r)");

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "g(r)", "", AXIS_LINEAR);
  for (guint i = 0; i < G_N_ELEMENTS(symbols); i++) {
    g_autofree char *name = g_strconcat(symbols[i], "–O", NULL);
    add_pair(chart, name, symbols[i], 1.4 + 0.2 * i, 0.08 + 0.01 * i, 9.0 - i, 4.0);
  }
  return chart;
}

/* Coordination of two formers. */
Chart *
sample_bars(void)
{
  static const struct {
    const char *symbol;
    double y[3];
  } formers[] = {{"Si", {0.0, 0.985, 0.015}}, {"B", {0.55, 0.44, 0.01}}};
  Chart *chart = chart_new("coordination", "Coordination");

  chart_set_x_axis(chart, "anions of a former", "", AXIS_LINEAR);
  chart_set_y_axis(chart, "fraction", "", AXIS_LINEAR);
  for (guint f = 0; f < G_N_ELEMENTS(formers); f++) {
    Series *series = chart_add_series(chart, formers[f].symbol, SERIES_BARS, 3, TRUE);
    series_set_species(series, formers[f].symbol);
    for (guint i = 0; i < 3; i++) {
      series->x[i] = 3 + i;
      series->y[i] = formers[f].y[i];
      series->error[i] = 0.03 * f;
    }
  }
  return chart;
}
