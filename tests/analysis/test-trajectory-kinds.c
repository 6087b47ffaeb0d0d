// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One walk in five kinds of file gives one MSD; files that cannot be understood give a
 * reason and no number. */
#include "run/analyze-trajectory.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "walkers.h"

#define N_IONS   6
#define N_ATOMS  (N_IONS + 2) /* and a Si and an O that stay */
#define N_FRAMES 60
#define EDGE     9.0 /* Å */
#define DT       0.05

typedef struct {
  double r[N_FRAMES][N_ATOMS][3];
} Walk;

/* Steps of at most reach: ions cross the faces of the cell many times. */
static void
walk_about(Walk *walk, double reach)
{
  for (guint i = 0; i < N_ATOMS; i++)
    for (guint k = 0; k < 3; k++)
      walk->r[0][i][k] = 1.0 + 1.7 * i + 0.3 * k;
  for (guint f = 1; f < N_FRAMES; f++)
    for (guint i = 0; i < N_ATOMS; i++)
      for (guint k = 0; k < 3; k++) {
        guint32 bits = (guint32)(f * 7919u + i * 104729u + k * 1299709u) * 2654435761u;
        double step = reach * (2.0 * (bits >> 8) / 16777216.0 - 1.0);
        walk->r[f][i][k] = walk->r[f - 1][i][k] + (i < 2 ? 0.0 : step);
      }
}

static const char *
symbol_of(guint atom)
{
  return atom == 0 ? "Si" : atom == 1 ? "O" : "Na";
}

static int
image_of(double x)
{
  return (int)floor(x / EDGE);
}

static char *
as_extxyz(const Walk *walk, gboolean wrapped)
{
  GString *text = g_string_new(NULL);

  for (guint f = 0; f < N_FRAMES; f++) {
    g_string_append_printf(text,
                           "%d\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                           "Properties=species:S:1:pos:R:3 Time=%.4f\n",
                           N_ATOMS, f * DT);
    for (guint i = 0; i < N_ATOMS; i++) {
      g_string_append(text, symbol_of(i));
      for (guint k = 0; k < 3; k++) {
        double x = walk->r[f][i][k];
        g_string_append_printf(text, " %.8f", wrapped ? x - EDGE * image_of(x) : x);
      }
      g_string_append_c(text, '\n');
    }
  }
  return g_string_free(text, FALSE);
}

static void
append_dump_head(GString *text, guint f, const char *columns)
{
  g_string_append_printf(text,
                         "ITEM: TIMESTEP\n%u\nITEM: NUMBER OF ATOMS\n%d\n"
                         "ITEM: BOX BOUNDS pp pp pp\n0 9\n0 9\n0 9\n"
                         "ITEM: ATOMS id element %s\n",
                         f * 50, N_ATOMS, columns);
}

static char *
as_dump(const Walk *walk, gboolean images)
{
  GString *text = g_string_new(NULL);

  for (guint f = 0; f < N_FRAMES; f++) {
    append_dump_head(text, f, images ? "x y z ix iy iz" : "x y z");
    for (guint i = 0; i < N_ATOMS; i++) {
      const double *r = walk->r[f][i];
      g_string_append_printf(text, "%u %s", i + 1, symbol_of(i));
      for (guint k = 0; k < 3; k++)
        g_string_append_printf(text, " %.8f", r[k] - EDGE * image_of(r[k]));
      if (images)
        g_string_append_printf(text, " %d %d %d", image_of(r[0]), image_of(r[1]),
                               image_of(r[2]));
      g_string_append_c(text, '\n');
    }
  }
  return g_string_free(text, FALSE);
}

static char *
as_xdatcar(const Walk *walk)
{
  GString *text = g_string_new("walk\n1.0\n9 0 0\n0 9 0\n0 0 9\nSi O Na\n1 1 6\n");

  for (guint f = 0; f < N_FRAMES; f++) {
    g_string_append_printf(text, "Direct configuration= %5u\n", f + 1);
    for (guint i = 0; i < N_ATOMS; i++) {
      for (guint k = 0; k < 3; k++) {
        double x = walk->r[f][i][k];
        g_string_append_printf(text, " %.10f", x / EDGE - image_of(x));
      }
      g_string_append_c(text, '\n');
    }
  }
  return g_string_free(text, FALSE);
}

/* Takes text. */
static AnalysisResult *
analyze(const char *name, char *text, const char *id, GError **error)
{
  g_autofree char *owned = text, *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  AnalysisOptions options;

  g_assert_true(g_file_set_contents(path, owned, -1, NULL));
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  g_assert_nonnull(reader);
  if (!strstr(name, ".extxyz"))
    trajectory_reader_set_interval(reader, DT);
  analysis_options_init(&options);
  options.wanted = (const char *const[]){id, NULL};
  AnalysisResult *result = analyze_trajectory(reader, &options, error);
  g_unlink(path);
  g_rmdir(folder);
  return result;
}

/* Of the ions at a lag, all origins, without the drift of the centre of mass. */
static double
exact_msd(const Walk *walk, guint lag)
{
  const double mass[3] = {28.085, 15.999, 22.98976928};
  double total = mass[0] + mass[1] + N_IONS * mass[2], sum = 0.0;

  for (guint f = 0; f + lag < N_FRAMES; f++)
    for (guint k = 0; k < 3; k++) {
      double drift = 0.0;
      for (guint i = 2; i < N_ATOMS; i++)
        drift += mass[2] * (walk->r[f + lag][i][k] - walk->r[f][i][k]) / total;
      for (guint i = 2; i < N_ATOMS; i++) {
        double d = walk->r[f + lag][i][k] - walk->r[f][i][k] - drift;
        sum += d * d;
      }
    }
  return sum / (N_IONS * (N_FRAMES - lag));
}

/* Takes text. */
static void
assert_msd(const Walk *walk, const char *name, char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AnalysisResult) result = analyze(name, text, "msd", &error);

  g_assert_no_error(error);
  const Series *series = walkers_series(g_ptr_array_index(result->charts, 0), "Na");
  g_assert_cmpuint(series->n, >, 8);
  for (guint lag = 1; lag <= 8; lag++) {
    double exact = exact_msd(walk, lag);
    g_assert_cmpfloat_with_epsilon(series->x[lag - 1], lag * DT, 1e-9);
    g_assert_cmpfloat_with_epsilon(series->y[lag - 1] / exact, 1.0, 2e-6);
  }
}

static void
test_same_msd(void)
{
  Walk walk;

  walk_about(&walk, 2.0);
  assert_msd(&walk, "wrapped.extxyz", as_extxyz(&walk, TRUE));
  assert_msd(&walk, "paths.extxyz", as_extxyz(&walk, FALSE));
  assert_msd(&walk, "images.dump", as_dump(&walk, TRUE));
  assert_msd(&walk, "bare.dump", as_dump(&walk, FALSE));
  assert_msd(&walk, "XDATCAR", as_xdatcar(&walk));
}

/* Takes text. */
static void
assert_refused(const char *name, char *text, const char *id, const char *pattern)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(analyze(name, text, id, &error));
  g_assert_nonnull(error);
  if (!g_pattern_match_simple(pattern, error->message))
    g_error("'%s' does not say '%s'", error->message, pattern);
}

static void
test_lost_paths(void)
{
  Walk walk;

  walk_about(&walk, 4.4);
  assert_msd(&walk, "images.dump", as_dump(&walk, TRUE));
  assert_refused("bare.dump", as_dump(&walk, FALSE), "msd",
                 "msd: *bare.dump:*: atom * moves almost half the cell*image flags*");
  assert_refused("XDATCAR", as_xdatcar(&walk), "hops", "hops: *XDATCAR:*half the cell*");
  assert_refused("wrapped.extxyz", as_extxyz(&walk, TRUE), "vanhove",
                 "vanhove: *half the cell*");
  /* structure needs no paths */
  g_autoptr(GError) error = NULL;
  g_autoptr(AnalysisResult) result =
      analyze("bare.dump", as_dump(&walk, FALSE), "rdf", &error);
  g_assert_no_error(error);
}

/* Replaces the first of what after frame number from; takes text. */
static char *
edit(char *text, guint from, const char *head, const char *what, const char *with)
{
  g_autofree char *owned = text;
  char *place = text;

  for (guint f = 0; f <= from; f++)
    place = strstr(place + 1, head);
  g_assert_nonnull(place);
  char *end = strstr(place, what);
  g_assert_nonnull(end);
  return g_strdup_printf("%.*s%s%s", (int)(end - text), text, with, end + strlen(what));
}

static void
test_not_a_number(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  assert_refused("nan.extxyz",
                 edit(as_extxyz(&walk, TRUE), 5, "Lattice", "Na ", "Na nan "), "msd",
                 "*nan.extxyz:*");
  assert_refused("nan.dump",
                 edit(as_dump(&walk, TRUE), 5, "TIMESTEP", " Na ", " Na nan "), "rdf",
                 "*nan.dump:*");
  assert_refused("XDATCAR", edit(as_xdatcar(&walk), 5, "Direct", "\n 0.", "\n nan 0."),
                 "msd", "*XDATCAR:*");
}

static void
test_another_number_of_atoms(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  g_autofree char *text = as_extxyz(&walk, TRUE);
  char *frame = strstr(text, "\n8\n");
  g_assert_nonnull(frame);
  frame = strstr(frame + 1, "\n8\n");
  frame[1] = '7';
  char *end = strstr(frame + 3, "\n8\n");
  char *last = g_strrstr_len(text, end - text, "\n");
  g_autofree char *shorter = g_strdup_printf("%.*s%s", (int)(last - text), text, end);
  assert_refused("count.extxyz", g_steal_pointer(&shorter), "rdf",
                 "*count.extxyz:*7 atoms, the first one has 8*");
}

static void
test_variable_time_step(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  assert_refused("time.extxyz",
                 edit(as_extxyz(&walk, TRUE), 6, "Lattice", "Time=0.3000", "Time=0.3200"),
                 "msd", "msd: frame 6: *0.07 ps after the frame before*0.05 ps");
  assert_refused("time.extxyz",
                 edit(as_extxyz(&walk, TRUE), 6, "Lattice", "Time=0.3000", "Time=0.2000"),
                 "msd", "msd: frame 6: *time does not increase*");
}

/* A time between frames that is given does not hide that frames are missing. */
static void
test_uneven_steps(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  for (guint images = 0; images < 2; images++)
    assert_refused(
        "uneven.dump", edit(as_dump(&walk, images), 6, "TIMESTEP", "\n300\n", "\n325\n"),
        "msd", "msd: *uneven.dump:*: 75 steps after the frame before*50 steps*");
  assert_refused("twice.dump",
                 edit(as_dump(&walk, TRUE), 6, "TIMESTEP", "\n300\n", "\n250\n"), "hops",
                 "hops: *twice.dump:*: 0 steps after the frame before*");
  /* a step that is the same in all frames tells nothing */
  g_autofree char *text = as_dump(&walk, TRUE);
  g_auto(GStrv) part = g_strsplit(text, "ITEM: TIMESTEP\n", -1);
  GString *still = g_string_new(NULL);
  for (guint f = 1; part[f]; f++)
    g_string_append_printf(still, "ITEM: TIMESTEP\n0%s", strchr(part[f], '\n'));
  assert_msd(&walk, "still.dump", g_string_free(still, FALSE));
}

static void
test_single_frame(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  char *text = as_dump(&walk, TRUE);
  *strstr(text + 10, "ITEM: TIMESTEP") = '\0';
  assert_refused("one.dump", text, "msd", "msd: one frame alone*");
}

static void
test_missing_species(void)
{
  Walk walk;

  walk_about(&walk, 1.0);
  char *text = as_extxyz(&walk, TRUE);
  for (char *na; (na = strstr(text, "\nNa "));)
    memcpy(na, "\nO  ", 4);
  assert_refused("still.extxyz", text, "hops", "hops: no mobile ions*--species*");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/trajectory-kinds/every kind of file gives the same MSD",
                  test_same_msd);
  g_test_add_func("/trajectory-kinds/steps of half a cell need image flags",
                  test_lost_paths);
  g_test_add_func("/trajectory-kinds/what is not a number is told with its line",
                  test_not_a_number);
  g_test_add_func("/trajectory-kinds/another number of atoms is told with its line",
                  test_another_number_of_atoms);
  g_test_add_func("/trajectory-kinds/a variable time step is told with its frame",
                  test_variable_time_step);
  g_test_add_func("/trajectory-kinds/a time that is given does not hide uneven steps",
                  test_uneven_steps);
  g_test_add_func("/trajectory-kinds/one frame has no motion", test_single_frame);
  g_test_add_func("/trajectory-kinds/no ions, no hops", test_missing_species);
  return g_test_run();
}
