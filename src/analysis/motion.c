// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/motion.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/ion-choice.h"
#include "base/base-error.h"
#include "base/units.h"

#define EARLY 0.02 /* of the interval: times in files are rounded */
#define EDGE  1e-6 /* ps */

typedef struct {
  const Element *element;
  double charge; /* e */
} Charge;

typedef struct MotionInner {
  char *symbol;      /* asked for, or NULL; owned */
  GArray *selection; /* guint32 */
  DriftReference drift;
  GArray *charges;    /* Charge */
  double interval;    /* ps between samples; 0: all */
  double next;        /* ps */
  double temperature; /* K, given; NAN */
  OriginSums origin;  /* when the protocol wants it */
  double skip;        /* ps */
  double start;       /* ps, first frame of the epoch, skipped or not; NAN: none */
  double *framework;  /* weight of each atom point in the framework's centre; owned */
  double *charge;     /* of each atom point, e; owned */
  float *xyz;         /* of all points; owned */
  GPtrArray *views;   /* MotionView, not owned */
} MotionInner;

Motion *
motion_new(void)
{
  Motion *motion = g_rc_box_new0(Motion);
  MotionInner *inner = g_new0(MotionInner, 1);

  inner->selection = g_array_new(FALSE, FALSE, sizeof(guint32));
  inner->charges = g_array_new(FALSE, FALSE, sizeof(Charge));
  inner->views = g_ptr_array_new();
  inner->start = NAN;
  inner->temperature = NAN;
  motion->fit_from = motion->fit_to = NAN;
  motion->inner = inner;
  motion->ion = motion->mobile = motion->all = -1;
  return motion;
}

Motion *
motion_ref(Motion *motion)
{
  return g_rc_box_acquire(motion);
}

static void
clear_motion(Motion *motion)
{
  MotionInner *inner = motion->inner;

  frame_check_clear(&motion->check);
  displacement_clear(&motion->displacement);
  msd_sums_free(motion->sums);
  origin_sums_clear(&inner->origin);
  g_free(inner->symbol);
  g_array_unref(inner->selection);
  g_array_unref(inner->charges);
  g_free(inner->framework);
  g_free(inner->charge);
  g_free(inner->xyz);
  g_ptr_array_unref(inner->views);
  g_free(inner);
}

void
motion_unref(Motion *motion)
{
  if (motion)
    g_rc_box_release_full(motion, (GDestroyNotify)clear_motion);
}

void
motion_set_species(Motion *motion, const char *symbol)
{
  g_return_if_fail(!motion->sums);

  g_free(motion->inner->symbol);
  motion->inner->symbol = g_strdup(symbol);
}

void
motion_set_selection(Motion *motion, const guint32 *atom, guint n)
{
  g_return_if_fail(!motion->sums);

  g_array_set_size(motion->inner->selection, 0);
  g_array_append_vals(motion->inner->selection, atom, n);
}

void
motion_set_drift(Motion *motion, DriftReference reference)
{
  g_return_if_fail(!motion->sums);

  motion->inner->drift = reference;
}

void
motion_set_charge(Motion *motion, const char *symbol, double charge)
{
  Charge one = {element_lookup(symbol), charge};

  g_return_if_fail(!motion->sums && one.element);
  g_array_append_val(motion->inner->charges, one);
}

void
motion_set_skip(Motion *motion, double skip)
{
  g_return_if_fail(!motion->sums && skip >= 0.0);

  motion->inner->skip = skip;
}

void
motion_set_protocol(Motion *motion, const TransportProtocol *protocol)
{
  static const DriftReference drift[] = {
      [PROTOCOL_DRIFT_CENTRE] = DRIFT_ALL,
      [PROTOCOL_DRIFT_FRAMEWORK] = DRIFT_FRAMEWORK_MEAN,
      [PROTOCOL_DRIFT_NONE] = DRIFT_NONE,
  };

  g_return_if_fail(!motion->sums);
  motion->protocol = protocol;
  if (!protocol)
    return;
  motion->inner->drift = drift[protocol->drift];
  motion->inner->skip = protocol->skip;
  motion->inner->interval = protocol->interval;
}

void
motion_set_temperature(Motion *motion, double temperature)
{
  motion->inner->temperature = temperature;
}

void
motion_set_window(Motion *motion, double from, double to)
{
  motion->fit_from = from;
  motion->fit_to = to;
}

static double
frame_temperature(const Frame *frame)
{
  double twice_kinetic = 0.0;

  if (frame->has_thermo && isfinite(frame->thermo.temperature))
    return frame->thermo.temperature;
  if (!frame->velocity || frame->n_atoms < 2)
    return frame->target;
  for (guint i = 0; i < frame->n_atoms; i++)
    twice_kinetic += frame->species->element[frame->type[i]]->mass *
                     vec3_norm2(frame->velocity[i]) * UNITS_MV2;
  return twice_kinetic / ((3.0 * frame->n_atoms - 3.0) * UNITS_KB);
}

/* Number of the charge given to the element, or -1. */
static int
find_charge(const MotionInner *inner, const Element *element)
{
  for (guint i = 0; i < inner->charges->len; i++)
    if (g_array_index(inner->charges, Charge, i).element == element)
      return (int)i;
  return -1;
}

static double
charge_of(const MotionInner *inner, const Element *element, double otherwise)
{
  int i = find_charge(inner, element);

  return i < 0 ? otherwise : g_array_index(inner->charges, Charge, i).charge;
}

static gboolean
check_choice(const Motion *motion, const Frame *frame, int *type, GError **error)
{
  const MotionInner *inner = motion->inner;
  const GArray *selection = inner->selection;

  for (guint i = 0; i < selection->len; i++) {
    guint32 atom = g_array_index(selection, guint32, i);
    if (atom < frame->n_atoms)
      continue;
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("there is no atom %u among %u"), atom, frame->n_atoms);
    return FALSE;
  }
  return ion_choice_type(inner->symbol, frame, type, error);
}

static void
add_group(Motion *motion, const Element *element, GArray *order, const GArray *atoms)
{
  motion->group[motion->n_groups++] =
      (MotionGroup){.element = element, .first = order->len, .n = atoms->len};
  g_array_append_vals(order, atoms->data, atoms->len);
}

static void
make_groups(Motion *motion, const Frame *frame, int ion_type, GArray *order)
{
  const GArray *selection = motion->inner->selection;

  for (guint type = 0; type < frame->species->n; type++) {
    g_autoptr(GArray) atoms = ion_choice_atoms(frame, (int)type);
    if (atoms->len == 0)
      continue;
    if ((int)type == ion_type)
      motion->ion = (int)motion->n_groups;
    add_group(motion, frame->species->element[type], order, atoms);
  }
  if (selection->len > 0) {
    motion->ion = (int)motion->n_groups;
    add_group(motion, NULL, order, selection);
  }
}

static gboolean
is_ion(const Motion *motion, guint point)
{
  const MotionGroup *ions = &motion->group[motion->ion];

  return point >= ions->first && point < ions->first + ions->n;
}

/* Number of points that are atoms, each atom once. */
static guint
species_points(const Motion *motion)
{
  return motion->displacement.n - motion->inner->selection->len;
}

static void
weigh_framework(Motion *motion, const Frame *frame)
{
  MotionInner *inner = motion->inner;
  const Element *ion = motion->group[motion->ion].element;
  double total = 0.0;

  inner->framework = g_new0(double, motion->displacement.n);
  for (guint p = 0; p < species_points(motion); p++) {
    const Element *element =
        frame->species->element[frame->type[motion->displacement.atom[p]]];
    if (element->role == SPECIES_MOBILE || element == ion)
      continue;
    inner->framework[p] = element->mass;
    total += element->mass;
  }
  for (guint p = 0; p < species_points(motion); p++)
    inner->framework[p] /= total > 0.0 ? total : 1.0;
}

static void
make_charges(Motion *motion, const Frame *frame)
{
  MotionInner *inner = motion->inner;

  inner->charge = g_new0(double, motion->displacement.n);
  for (guint p = 0; p < motion->displacement.n; p++) {
    const Element *element =
        frame->species->element[frame->type[motion->displacement.atom[p]]];
    inner->charge[p] = charge_of(inner, element, is_ion(motion, p) ? 1.0 : 0.0);
    double square = inner->charge[p] * inner->charge[p];
    if (is_ion(motion, p))
      motion->mobile_square += square;
    if (p < species_points(motion))
      motion->all_square += square;
  }
}

/* Points of the sums over charges follow those of the atoms. */
static guint
add_charge_groups(Motion *motion, MsdGroup *group, guint n_groups)
{
  guint n = motion->displacement.n;

  if (motion->ion < 0)
    return n_groups;
  motion->mobile = (int)n_groups;
  group[n_groups++] = (MsdGroup){n, 1};
  if (motion->inner->charges->len == 0)
    return n_groups;
  motion->all = (int)n_groups;
  group[n_groups++] = (MsdGroup){n + 1, 1};
  return n_groups;
}

static void
begin(Motion *motion, const Frame *frame, int ion_type)
{
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint32));
  MsdGroup group[MSD_GROUPS_MOST];
  MotionInner *inner = motion->inner;

  make_groups(motion, frame, ion_type, order);
  displacement_init(&motion->displacement, frame, inner->drift,
                    (const guint32 *)order->data, order->len);
  for (guint g = 0; g < motion->n_groups; g++)
    group[g] = (MsdGroup){motion->group[g].first, motion->group[g].n};
  motion->sums = msd_sums_new(group, add_charge_groups(motion, group, motion->n_groups));
  if (motion->protocol && motion->protocol->single_origin)
    origin_sums_init(&inner->origin, group, motion->n_groups, motion->sums->n_points);
  inner->xyz = g_new0(float, 3 * (gsize)motion->sums->n_points);
  if (motion->ion >= 0) {
    weigh_framework(motion, frame);
    make_charges(motion, frame);
  }
  for (guint i = 0; i < inner->views->len; i++) {
    MotionView *view = inner->views->pdata[i];
    if (view->begin)
      view->begin(view, frame);
  }
}

static Vec3
displacement_at(const Displacement *displacement, guint point)
{
  return vec3(displacement->x[point], displacement->y[point], displacement->z[point]);
}

/* Σ z_i (u_i − u_framework) over the ions; without a framework in the frame that the
 * positions are given in. */
static Vec3
mobile_sum(const Motion *motion)
{
  const Displacement *displacement = &motion->displacement;
  const double *framework = motion->inner->framework;
  const MotionGroup *ions = &motion->group[motion->ion];
  Vec3 centre = vec3(0.0, 0.0, 0.0), sum = centre;
  double weight = 0.0, charge = 0.0;

  for (guint p = 0; p < species_points(motion); p++) {
    centre = vec3_mul_add(centre, framework[p], displacement_at(displacement, p));
    weight += framework[p];
  }
  if (!(weight > 0.5))
    centre = vec3_scale(displacement->drift, -1.0);
  for (guint p = ions->first; p < ions->first + ions->n; p++) {
    double z = motion->inner->charge[p];
    sum = vec3_mul_add(sum, z, displacement_at(displacement, p));
    charge += z;
  }
  return vec3_mul_add(sum, -charge, centre);
}

static Vec3
charge_sum(const Motion *motion)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (guint p = 0; p < species_points(motion); p++)
    sum = vec3_mul_add(sum, motion->inner->charge[p],
                       displacement_at(&motion->displacement, p));
  return sum;
}

static void
set_point(Motion *motion, int group, Vec3 r)
{
  float *xyz = motion->inner->xyz + motion->sums->group[group].first;
  guint n = motion->sums->n_points;

  xyz[0] = (float)r.x;
  xyz[n] = (float)r.y;
  xyz[2 * n] = (float)r.z;
}

static void
fill_points(Motion *motion)
{
  const Displacement *displacement = &motion->displacement;
  gsize size = displacement->n * sizeof(float);
  float *xyz = motion->inner->xyz;
  guint n = motion->sums->n_points;

  memcpy(xyz, displacement->x, size);
  memcpy(xyz + n, displacement->y, size);
  memcpy(xyz + 2 * n, displacement->z, size);
  if (motion->mobile >= 0)
    set_point(motion, motion->mobile, mobile_sum(motion));
  if (motion->all >= 0)
    set_point(motion, motion->all, charge_sum(motion));
}

static void
pair_cb(gpointer data, const LagPair *pair)
{
  Motion *motion = data;
  const GPtrArray *views = motion->inner->views;
  guint64 sample = lag_ladder_n_samples(motion->sums->ladder);

  msd_sums_take_pair(motion->sums, pair);
  for (guint i = 0; i < views->len; i++) {
    MotionView *view = views->pdata[i];
    if (view->pair && (sample & (view->stride - 1)) == 0)
      view->pair(view, pair);
  }
}

static void
set_strides(const Motion *motion)
{
  const GPtrArray *views = motion->inner->views;

  for (guint i = 0; i < views->len; i++) {
    MotionView *view = views->pdata[i];
    view->stride = 1;
    while (2.0 * view->stride * motion_spacing(motion) < view->pace)
      view->stride *= 2;
  }
}

static gboolean
is_skipped(const Motion *motion, const Frame *frame)
{
  MotionInner *inner = motion->inner;
  gboolean backwards = motion->check.n_frames > 0 && frame->time <= motion->check.last;

  if (!(inner->start <= frame->time)) {
    inner->start = frame->time;
    inner->next = frame->time + inner->skip;
  }
  return !backwards && frame->time < inner->next - MAX(EARLY * inner->interval, EDGE);
}

static gboolean
take_frame(Motion *motion, const Frame *frame, GError **error)
{
  double temperature = frame_temperature(frame);
  int type;

  if (!check_choice(motion, frame, &type, error))
    return FALSE;
  if (is_skipped(motion, frame))
    return TRUE;
  if (!frame_check(&motion->check, frame, TRUE, error))
    return FALSE;
  if (!motion->sums)
    begin(motion, frame, type);
  if (motion->check.n_frames == 2)
    set_strides(motion);
  displacement_take(&motion->displacement, frame);
  fill_points(motion);
  lag_ladder_add(motion->sums->ladder, motion->inner->xyz, pair_cb, motion);
  if (motion->inner->origin.n_points > 0)
    origin_sums_add(&motion->inner->origin, motion->inner->xyz);
  motion->inner->next = frame->time + motion->inner->interval;
  motion->epoch = frame->epoch;
  motion->volume_sum += frame->cell.volume;
  if (isfinite(temperature)) {
    motion->temperature_sum += temperature;
    motion->n_temperatures++;
  }
  motion->n_taken++;
  return TRUE;
}

gboolean
motion_view_add_frame(Observer *self, const Frame *frame, GError **error)
{
  MotionView *view = (MotionView *)self;
  Motion *motion = view->motion;
  gboolean shared = motion->check.n_frames > 0 && view->n_seen < motion->n_taken &&
                    motion->check.last == frame->time;

  if (!shared && !take_frame(motion, frame, error))
    return FALSE;
  view->n_seen = motion->n_taken;
  return TRUE;
}

static void
end_view(MotionView *view)
{
  Observer *observer = &view->observer;

  if (view->ended)
    return;
  if (msd_sums_n_lags(view->motion->sums) >= MAX(view->ghost_lags, 1))
    for (guint i = 0; i < observer_n_charts(observer); i++)
      ghosts_take(&view->ghosts[i], observer_chart_at(observer, i),
                  observer_temperature(observer));
  if (view->reset)
    view->reset(view);
  view->ended = TRUE;
}

static void
begin_epoch(Motion *motion)
{
  const GPtrArray *views = motion->inner->views;

  for (guint i = 0; i < views->len; i++) {
    MotionView *view = views->pdata[i];
    end_view(view);
    view->ended = FALSE;
  }
  msd_sums_reset(motion->sums);
  origin_sums_reset(&motion->inner->origin);
  frame_check_begin_epoch(&motion->check);
  motion->temperature_sum = motion->volume_sum = 0.0;
  motion->n_temperatures = 0;
}

void
motion_view_begin_epoch(Observer *self)
{
  MotionView *view = (MotionView *)self;
  Motion *motion = view->motion;
  gboolean leads = motion->inner->views->pdata[0] == view;

  if (leads)
    motion->inner->start = NAN;
  if (motion->check.n_frames == 0)
    return;
  if (leads)
    begin_epoch(motion);
  else
    end_view(view);
}

void
motion_view_init(MotionView *view, Motion *motion, const ObserverClass *klass,
                 double interval)
{
  view->observer = (Observer){.klass = klass, .interval = interval};
  view->motion = motion;
  view->n_seen = motion->n_taken;
  view->stride = 1;
  g_ptr_array_add(motion->inner->views, view);
}

void
motion_view_take_all(Observer *view)
{
  g_return_if_fail(view != NULL && view->klass->add_frame == motion_view_add_frame);

  ((MotionView *)view)->pace = 0.0;
}

void
motion_view_clear(MotionView *view)
{
  g_ptr_array_remove(view->motion->inner->views, view);
  for (guint i = 0; i < MOTION_CHARTS; i++)
    ghosts_clear(&view->ghosts[i]);
  motion_unref(view->motion);
}

double
motion_spacing(const Motion *motion)
{
  return frame_check_spacing(&motion->check);
}

double
motion_duration(const Motion *motion)
{
  return motion->check.n_frames > 1 ? motion->check.last - motion->check.first : 0.0;
}

double
motion_lag(const Motion *motion, guint index)
{
  return (double)lag_ladder_samples(index) * motion_spacing(motion);
}

double
motion_temperature(const Motion *motion)
{
  if (isfinite(motion->inner->temperature))
    return motion->inner->temperature;
  return motion->n_temperatures ? motion->temperature_sum / motion->n_temperatures : NAN;
}

double
motion_volume(const Motion *motion)
{
  return motion->check.n_frames ? motion->volume_sum / motion->check.n_frames : NAN;
}

const char *
motion_group_label(const Motion *motion, guint group)
{
  const Element *element = motion->group[group].element;

  return element ? element->symbol : "selection";
}

guint
motion_lags_to_show(const Motion *motion)
{
  guint64 half = lag_ladder_n_samples(motion->sums->ladder) / 2;
  guint n = 0, n_lags = msd_sums_n_lags(motion->sums);

  while (n < n_lags && (n < 2 || lag_ladder_samples(n) <= half))
    n++;
  return n;
}

DiffusionResult
motion_judge(const Motion *motion, guint group)
{
  return diffusion_gate(motion->sums, group, motion_spacing(motion), motion->fit_from,
                        motion->fit_to);
}

ProtocolResult
motion_protocol_fit(const Motion *motion, guint group)
{
  return diffusion_protocol_fit(motion->protocol, motion->sums, &motion->inner->origin,
                                group, motion_spacing(motion));
}
