// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers to be seen: curves with errors, gathered into the chart of one quantity. A
 * chart is what a plot draws and what a CSV file holds. Filled by its maker, then
 * immutable; reference-counted (atomic). Text for people is already translated. */
#pragma once

#include <glib.h>

typedef enum { AXIS_LINEAR, AXIS_LOG } AxisScale;

typedef struct {
  char *title; /* "t", "r", "1000/T" */
  char *unit;  /* "ps", "Å", "K⁻¹", or "" */
  AxisScale scale;
} Axis;

typedef enum {
  SERIES_LINE,
  SERIES_POINTS,
  SERIES_FILL, /* to the foot of the plot */
  SERIES_BARS, /* at whole numbers x, from 0 up; several series stand side by side */
} SeriesStyle;

/* A labelled place on a curve: a peak, a first minimum. */
typedef struct {
  double x, y;
  char *text; /* owned */
} SeriesMark;

/* One curve. Arrays have n elements and are owned; error is one standard deviation or
 * NULL. Values that are not finite are gaps. */
typedef struct {
  char *name;   /* "Na", "Si–O", "fit" */
  float rgb[3]; /* sRGB; see series_set_species */
  SeriesStyle style;
  gboolean ghost;     /* of an earlier epoch: drawn pale, under the others */
  double temperature; /* K, of a ghost's epoch; NAN: not known */
  gboolean dashed;
  guint n;
  double *x, *y, *error;
  guint n_marks;
  SeriesMark *mark;
} Series;

typedef enum {
  VERDICT_NONE,
  VERDICT_GOOD,   /* green: a number that may be used */
  VERDICT_NOTICE, /* amber: something to see */
  VERDICT_WAIT,   /* grey: not enough data yet */
} VerdictLevel;

/* One quantity with everything that belongs to it. */
typedef struct {
  char *id;       /* "msd", "vanhove", "arrhenius", "rdf": file names and JSON keys */
  char *title;    /* "Mean square displacement" */
  char *value;    /* one line under the title: "D(Na) = 1.84 ± 0.09 ×10⁻⁵ cm²/s" */
  gboolean bound; /* value is only a bound, or not yet to be trusted: drawn greyed */
  char *verdict;  /* short badge: "diffusive β = 0.98" */
  VerdictLevel level;
  Axis x, y;
  GPtrArray *series;  /* Series*, owned */
  GPtrArray *scalars; /* ChartScalar*, owned: numbers for summary.json */
} Chart;

/* A named number with its error (NAN: none) and unit: "D_A2_per_ps", "E_a_eV". */
typedef struct {
  char *key;   /* JSON key with the unit in it */
  char *label; /* species or pair it belongs to, or "" */
  double value, error;
  char *note; /* why it is missing or bounded, or NULL */
} ChartScalar;

Chart *chart_new(const char *id, const char *title);
Chart *chart_ref(const Chart *chart);
/* One that may be changed. Owner: caller. */
Chart *chart_copy(const Chart *chart);
void chart_unref(Chart *chart);

void chart_set_x_axis(Chart *chart, const char *title, const char *unit, AxisScale scale);
void chart_set_y_axis(Chart *chart, const char *title, const char *unit, AxisScale scale);
/* Takes value (may be NULL), which is freed with the chart. */
void chart_take_value(Chart *chart, char *value);
/* The same for a value that must not be quoted: a bound, a first guess. */
void chart_take_bound(Chart *chart, char *value);
void chart_take_verdict(Chart *chart, VerdictLevel level, char *verdict);
void chart_add_scalar(Chart *chart, const char *key, const char *label, double value,
                      double error, const char *note);

/* The key of a scalar as a person reads it: name "D", unit "Å²/ps" (or "") of
 * "D_A2_per_ps"; blanks instead of underscores, apart from an index ("E_a"). name: owner
 * caller; unit: static. */
void chart_scalar_words(const char *key, char **name, const char **unit);

/* A new empty curve that the chart owns; n may be smaller than the room later. */
Series *chart_add_series(Chart *chart, const char *name, SeriesStyle style, guint n,
                         gboolean with_error);
/* Colour of an element (element table); a neutral grey when symbol is unknown. */
void series_set_species(Series *series, const char *symbol);
void series_add_mark(Series *series, double x, double y, const char *text);

/* Text of the chart as CSV: a header line with names and units, then one row per point of
 * each series ("series,x,y,error"); '.' as decimal point in every locale. Curves of
 * earlier epochs are named "Na (before, 1500 K)". Owner: caller. */
char *chart_to_csv(const Chart *chart);
/* The same with tabs instead of commas, as spreadsheets take it from a clipboard. */
char *chart_to_tsv(const Chart *chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Chart, chart_unref)
