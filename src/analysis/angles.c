// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/angles.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "analysis/bond-cutoffs.h"
#include "analysis/curve-shape.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "model/format-number.h"

#define BINS         180
#define N_SUM        BINS       /* a sample of a kind: its bins, */
#define SUM          (BINS + 1) /* number, Σ θ and Σ θ² in degrees */
#define SUM2         (BINS + 2)
#define WIDTH        (BINS + 3)
#define MOST_KINDS   24
#define SMOOTH       1 /* bins on either side, twice: 5° */
#define REACH        10
#define SHARE_LEAST  1e-3
#define GHOST_FRAMES 4

typedef enum { PLAIN, OVER_SINE, N_CHARTS } AngleChart;

/* Types of the atom in the middle and of the two others, a ≤ b. */
typedef struct {
  guint8 centre, a, b;
} Kind;

typedef struct {
  Observer observer;
  FrameCheck check;
  BondCutoffs *cutoffs; /* owned */
  GArray *kinds;        /* Kind; owned */
  double *sample;       /* WIDTH per kind; owned */
  BlockMean *mean;      /* NULL before the first frame; owned */
  Ghosts ghosts;
} Angles;

static SpeciesRole
role_of(const Angles *angles, guint type)
{
  return angles->check.species->element[type]->role;
}

static void
add_kinds_around(Angles *angles, guint8 centre)
{
  guint n = angles->check.species->n;
  SpeciesRole ends =
      role_of(angles, centre) == SPECIES_FORMER ? SPECIES_ANION : SPECIES_FORMER;

  for (guint8 a = 0; a < n; a++)
    for (guint8 b = a; b < n; b++) {
      Kind kind = {centre, a, b};
      if (role_of(angles, a) == ends && role_of(angles, b) == ends &&
          angles->kinds->len < MOST_KINDS)
        g_array_append_val(angles->kinds, kind);
    }
}

/* Formers in the middle first. */
static void
begin(Angles *angles)
{
  static const SpeciesRole roles[] = {SPECIES_FORMER, SPECIES_ANION};

  for (guint r = 0; r < G_N_ELEMENTS(roles); r++)
    for (guint8 type = 0; type < angles->check.species->n; type++)
      if (role_of(angles, type) == roles[r])
        add_kinds_around(angles, type);
  guint n_values = MAX(angles->kinds->len, 1) * WIDTH;
  angles->sample = g_new(double, n_values);
  angles->mean = block_mean_new(n_values);
}

static int
find_kind(const Angles *angles, guint centre, guint a, guint b)
{
  for (guint i = 0; i < angles->kinds->len; i++) {
    const Kind *kind = &g_array_index(angles->kinds, Kind, i);
    if (kind->centre == centre && kind->a == MIN(a, b) && kind->b == MAX(a, b))
      return (int)i;
  }
  return -1;
}

static Vec3
direction(const Frame *frame, guint from, const BondEnd *end)
{
  Vec3 d = vec3_sub(frame->position[end->atom], frame->position[from]);

  for (guint k = 0; k < 3; k++)
    d = vec3_mul_add(d, end->offset[k], frame->cell.vector[k]);
  return vec3_scale(d, 1.0 / vec3_norm(d));
}

static void
add_angle(Angles *angles, guint kind, double cosine)
{
  double *to = angles->sample + kind * WIDTH;
  double degrees = acos(CLAMP(cosine, -1.0, 1.0)) * 180.0 / G_PI;

  to[MIN((guint)degrees, BINS - 1)] += 1.0;
  to[N_SUM] += 1.0;
  to[SUM] += degrees;
  to[SUM2] += degrees * degrees;
}

static void
add_around(Angles *angles, const Frame *frame, const Bonds *bonds, guint atom)
{
  guint first = bonds->first[atom], end = bonds->first[atom + 1];

  for (guint i = first; i < end; i++)
    for (guint k = i + 1; k < end; k++) {
      const BondEnd *one = &bonds->end[i], *two = &bonds->end[k];
      int kind = find_kind(angles, frame->type[atom], frame->type[one->atom],
                           frame->type[two->atom]);
      if (kind >= 0)
        add_angle(angles, (guint)kind,
                  vec3_dot(direction(frame, atom, one), direction(frame, atom, two)));
    }
}

static gboolean
angles_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Angles *angles = (Angles *)self;
  BondRule rule;

  if (!frame_check(&angles->check, frame, FALSE, error))
    return FALSE;
  if (!angles->mean)
    begin(angles);
  bond_cutoffs_add(angles->cutoffs, frame);
  bond_cutoffs_rule(angles->cutoffs, frame->species, &rule);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  memset(angles->sample, 0, block_mean_n_values(angles->mean) * sizeof(double));
  for (guint atom = 0; atom < frame->n_atoms; atom++)
    add_around(angles, frame, bonds, atom);
  block_mean_add(angles->mean, angles->sample);
  return TRUE;
}

static void
angles_begin_epoch(Observer *self)
{
  Angles *angles = (Angles *)self;

  frame_check_begin_epoch(&angles->check);
  if (!angles->mean)
    return;
  if (block_mean_n_samples(angles->mean) >= GHOST_FRAMES)
    ghosts_take(&angles->ghosts, observer_chart(self), observer_temperature(self));
  block_mean_clear(angles->mean);
}

/* What is known of a kind, with a block left out or all; FALSE: there is no such angle.
 */
static gboolean
take(const Angles *angles, int leave, guint kind, double row[WIDTH])
{
  block_mean_get(angles->mean, leave, kind * WIDTH, WIDTH, row);
  if (row[N_SUM] <= 0.0)
    return FALSE;
  for (guint k = 0; k < WIDTH; k++)
    if (k != N_SUM)
      row[k] /= row[N_SUM];
  return TRUE;
}

/* Share of random directions in the bin, on a scale where all of them are 180. */
static double
random_share(guint bin)
{
  double lower = bin * G_PI / 180.0, upper = (bin + 1) * G_PI / 180.0;

  return 0.5 * (cos(lower) - cos(upper));
}

/* Near 0° and 180° a handful of angles over next to nothing is noise: NAN. */
static void
fill_curve(const double row[WIDTH], AngleChart which, double *out)
{
  for (guint bin = 0; bin < BINS; bin++) {
    double share = random_share(bin);
    gboolean noise = share < SHARE_LEAST && row[bin] > 0.0 && row[bin] < SHARE_LEAST;
    if (which == PLAIN)
      out[bin] = row[bin];
    else
      out[bin] = noise ? NAN : row[bin] / share;
  }
}

typedef enum { MEAN, SD, PEAK, N_NUMBERS } Number;

static void
take_numbers(const double row[WIDTH], double out[N_NUMBERS])
{
  double smooth[BINS];
  guint top = 0;

  out[MEAN] = row[SUM];
  out[SD] = sqrt(MAX(row[SUM2] - row[SUM] * row[SUM], 0.0));
  curve_smooth(row, BINS, SMOOTH, smooth);
  for (guint bin = 0; bin < BINS; bin++)
    if (smooth[bin] > smooth[top])
      top = bin;
  out[PEAK] = curve_refine_peak(smooth, BINS, top) + 0.5;
}

static char *
name_of(const Angles *angles, guint index)
{
  const Element *const *element = (const Element *const *)angles->check.species->element;
  const Kind *kind = &g_array_index(angles->kinds, Kind, index);

  return g_strdup_printf("%s–%s–%s", element[kind->a]->symbol,
                         element[kind->centre]->symbol, element[kind->b]->symbol);
}

static void
add_scalars(const Angles *angles, Chart *chart, guint kind, const double row[WIDTH])
{
  static const char *const keys[N_NUMBERS] = {"angle_mean_deg", "angle_sd_deg",
                                              "angle_peak_deg"};
  guint n_blocks = block_mean_n_blocks(angles->mean);
  double value[N_NUMBERS], one[N_NUMBERS], left[N_NUMBERS][BLOCK_MEAN_MOST];
  g_autofree char *name = name_of(angles, kind);

  take_numbers(row, value);
  for (guint block = 0; block < n_blocks; block++) {
    double part[WIDTH];
    gboolean known = take(angles, (int)block, kind, part);
    if (known)
      take_numbers(part, one);
    for (guint k = 0; k < N_NUMBERS; k++)
      left[k][block] = known ? one[k] : NAN;
  }
  for (guint k = 0; k < N_NUMBERS; k++)
    chart_add_scalar(chart, keys[k], name, value[k], block_jackknife(left[k], n_blocks),
                     NULL);
  if (chart->value)
    return;
  g_autofree char *mean = number_format_fixed(value[MEAN], 1);
  g_autofree char *sd = number_format_fixed(value[SD], 1);
  /* Translators: kind of angle, its mean and the width of its distribution */
  chart_take_value(chart, g_strdup_printf(_("%s %s°, width %s°"), name, mean, sd));
}

static void
set_colour(const Angles *angles, Series *series, guint index)
{
  const Kind *kind = &g_array_index(angles->kinds, Kind, index);
  const Element *const *element = (const Element *const *)angles->check.species->element;
  const float *one = element[kind->a]->rgb, *two = element[kind->b]->rgb;
  gboolean former = element[kind->centre]->role == SPECIES_FORMER;

  for (guint c = 0; c < 3; c++)
    series->rgb[c] =
        former ? element[kind->centre]->rgb[c]
               : 0.25f * (one[c] + two[c]) + 0.5f * element[kind->centre]->rgb[c];
}

static void
add_kind(const Angles *angles, Chart *chart, guint kind, AngleChart which)
{
  guint n_blocks = block_mean_n_blocks(angles->mean);
  g_autofree char *name = name_of(angles, kind);
  g_autofree double *left = g_new(double, BINS *BLOCK_MEAN_MOST);
  double row[WIDTH], part[WIDTH], curve[BINS];

  if (!take(angles, -1, kind, row))
    return;
  if (which == PLAIN)
    ghosts_add_to(&angles->ghosts, chart, name);
  Series *series = chart_add_series(chart, name, SERIES_LINE, BINS, n_blocks > 0);
  set_colour(angles, series, kind);
  fill_curve(row, which, series->y);
  for (guint block = 0; block < n_blocks; block++) {
    if (!take(angles, (int)block, kind, part))
      memset(part, 0, sizeof part);
    fill_curve(part, which, curve);
    for (guint bin = 0; bin < BINS; bin++)
      left[bin * BLOCK_MEAN_MOST + block] = curve[bin];
  }
  for (guint bin = 0; bin < BINS; bin++) {
    series->x[bin] = bin + 0.5;
    if (n_blocks > 0)
      series->error[bin] = block_jackknife(left + bin * BLOCK_MEAN_MOST, n_blocks);
  }
  add_scalars(angles, chart, kind, row);
}

static Chart *
angles_chart_at(Observer *self, guint index)
{
  Angles *angles = (Angles *)self;
  Chart *chart = index == PLAIN
                     ? chart_new("angles", _("Bond angles"))
                     : chart_new("angles-sin", _("Bond angles over their sine"));

  chart_set_x_axis(chart, "θ", "°", AXIS_LINEAR);
  chart_set_y_axis(chart, index == PLAIN ? "P(θ)" : "P(θ)/sin θ",
                   index == PLAIN ? "1/°" : "", AXIS_LINEAR);
  if (!angles->mean || block_mean_n_samples(angles->mean) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint kind = 0; kind < angles->kinds->len; kind++)
    add_kind(angles, chart, kind, index);
  if (chart->series->len == 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no network here")));
  bond_cutoffs_tell(angles->cutoffs, angles->check.species, chart);
  chart_add_scalar(chart, "frames", "", block_mean_n_samples(angles->mean), NAN, NULL);
  return chart;
}

static void
angles_free(Observer *self)
{
  Angles *angles = (Angles *)self;

  bond_cutoffs_free(angles->cutoffs);
  block_mean_free(angles->mean);
  g_array_unref(angles->kinds);
  g_free(angles->sample);
  frame_check_clear(&angles->check);
  ghosts_clear(&angles->ghosts);
  g_free(angles);
}

static const ObserverClass angles_class = {
    .id = "angles",
    .add_frame = angles_add_frame,
    .begin_epoch = angles_begin_epoch,
    .n_charts = N_CHARTS,
    .chart_at = angles_chart_at,
    .free = angles_free,
};

Observer *
angles_observer_new(double interval)
{
  Angles *angles = g_new0(Angles, 1);

  angles->observer = (Observer){.klass = &angles_class, .interval = interval};
  angles->cutoffs = bond_cutoffs_new();
  angles->kinds = g_array_new(FALSE, FALSE, sizeof(Kind));
  return &angles->observer;
}

void
angles_observer_fix_cutoff(Observer *self, const char *a, const char *b, double r_cut)
{
  g_return_if_fail(self != NULL && self->klass == &angles_class);

  bond_cutoffs_fix(((Angles *)self)->cutoffs, a, b, r_cut);
}
