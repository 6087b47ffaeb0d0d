// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/eye-motion.h"

#include <math.h>

#include "run/snapshot-maker.h"

#define SLOWEST_GAP   30000 /* µs between frames: below it the display shows every one */
#define LONGEST_GAP   500000   /* µs, unless set */
#define SPEED_MEMORY  400000.0 /* µs */
#define AUTO_SHARE    0.085    /* s of wall time in the default window */
#define AUTO_FROM     1.0      /* ps/s */
#define AUTO_LONGEST  1.0      /* ps */
#define CUBIC_LONGEST 0.02     /* ps: vibrations are not cubic for longer */
#define MOST_ATOMS    300000   /* of which an average is quick enough */
#define MEMORY_ATOMS  10000    /* of which a past is kept */
#define MEMORY_GAP    0.03     /* ps between its frames */
#define LONGEST_HOLE  1.0      /* ps between two of them: beyond it a new past begins */
#define REPLAY_WINDOW 0.3      /* ps */

struct EyeMotion {
  Snapshot *newest;  /* owned */
  GPtrArray *frames; /* Frame*, owned; oldest first, the newest's last */
  double window;     /* as set */
  double speed;      /* ps/s */
  gint64 longest_gap;

  gint64 pushed_at;
  gint64 start, duration; /* µs: of the way from → newest's time */
  double from;            /* ps */

  double memory;                 /* ps */
  GPtrArray *past;               /* Frame*, owned; oldest first */
  double again[2];               /* ps: from, to */
  Snapshot *again_look;          /* bonds and rings of then; owned, or NULL */
  gint64 again_begin, again_end; /* µs */
};

EyeMotion *
eye_motion_new(void)
{
  EyeMotion *motion = g_new0(EyeMotion, 1);

  motion->frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  motion->past = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  motion->window = EYE_MOTION_AUTO;
  motion->longest_gap = LONGEST_GAP;
  return motion;
}

void
eye_motion_free(EyeMotion *motion)
{
  if (!motion)
    return;
  snapshot_unref(motion->newest);
  g_ptr_array_unref(motion->frames);
  g_ptr_array_unref(motion->past);
  snapshot_unref(motion->again_look);
  g_free(motion);
}

void
eye_motion_set_window(EyeMotion *motion, double window)
{
  g_return_if_fail(window <= EYE_MOTION_LONGEST);
  motion->window = window;
}

void
eye_motion_set_longest_gap(EyeMotion *motion, gint64 gap)
{
  g_return_if_fail(gap > 0);
  motion->longest_gap = gap;
}

double
eye_motion_get_window(const EyeMotion *motion)
{
  if (motion->newest && motion->newest->frame->n_atoms > MOST_ATOMS)
    return 0.0;
  return motion->window < 0.0 ? eye_motion_window_at(motion->speed) : motion->window;
}

double
eye_motion_get_speed(const EyeMotion *motion)
{
  return motion->speed;
}

double
eye_motion_window_at(double speed)
{
  return speed < AUTO_FROM ? 0.0 : fmin(AUTO_SHARE * speed, AUTO_LONGEST);
}

static const Frame *
frame_of(const GPtrArray *frames, guint k)
{
  return g_ptr_array_index(frames, k);
}

static const Frame *
frame_at(const EyeMotion *motion, guint k)
{
  return frame_of(motion->frames, k);
}

static double
shown_time(const EyeMotion *motion, gint64 now)
{
  double end = motion->newest->frame->time;
  double t = motion->duration > 0 ? (now - motion->start) / (double)motion->duration : 1;

  return motion->from + CLAMP(t, 0.0, 1.0) * (end - motion->from);
}

static void
forget(EyeMotion *motion)
{
  g_ptr_array_set_size(motion->frames, 0);
  g_ptr_array_set_size(motion->past, 0);
  motion->again_end = 0;
  g_clear_pointer(&motion->newest, snapshot_unref);
  motion->speed = 0.0;
  motion->duration = 0;
}

static gboolean
goes_on(const Frame *before, const Frame *next)
{
  return before->n_atoms == next->n_atoms && before->species == next->species &&
         next->time >= before->time && next->time - before->time < EYE_MOTION_LONGEST;
}

/* Frames older than any window go, and of the rest some when they are too close: the
 * newest but one makes room when the one before it is near enough. */
static void
thin(EyeMotion *motion)
{
  guint n = motion->frames->len;
  double window = eye_motion_get_window(motion);
  double spacing = window / (EYE_MOTION_FRAMES - 4);

  if (n > 3 && frame_at(motion, n - 2)->time - frame_at(motion, n - 3)->time < spacing &&
      frame_at(motion, n - 1)->time - frame_at(motion, n - 3)->time < 2.0 * spacing)
    g_ptr_array_remove_index(motion->frames, n - 2);
  double oldest = motion->newest->frame->time - window;
  while (motion->frames->len > EYE_MOTION_FRAMES ||
         (motion->frames->len > 3 && frame_at(motion, 1)->time < oldest))
    g_ptr_array_remove_index(motion->frames, 0);
}

/* What is being shown again stays as it is; then a new past begins. */
static void
remember(EyeMotion *motion, const Frame *frame, gint64 now)
{
  GPtrArray *past = motion->past;
  guint n_old = 0;

  if (eye_motion_is_replaying(motion, now))
    return;
  if (motion->memory <= 0.0 || frame->n_atoms > MEMORY_ATOMS ||
      (past->len > 0 && frame->time > frame_of(past, past->len - 1)->time + LONGEST_HOLE))
    g_ptr_array_set_size(past, 0);
  if (motion->memory <= 0.0 || frame->n_atoms > MEMORY_ATOMS)
    return;
  if (past->len > 0 && frame->time < frame_of(past, past->len - 1)->time + MEMORY_GAP)
    return;
  g_ptr_array_add(past, frame_ref(frame));
  while (n_old < past->len && frame_of(past, n_old)->time < frame->time - motion->memory)
    n_old++;
  if (n_old > 0)
    g_ptr_array_remove_range(past, 0, n_old);
}

static void
measure_speed(EyeMotion *motion, double passed, gint64 gap)
{
  if (gap <= 0 || passed <= 0.0)
    return;
  double rate = passed / (gap * 1e-6);
  double share = motion->speed > 0.0 ? 1.0 - exp(-gap / SPEED_MEMORY) : 1.0;
  motion->speed += share * (rate - motion->speed);
}

void
eye_motion_push(EyeMotion *motion, const Snapshot *snapshot, gint64 now)
{
  const Frame *before = motion->newest ? motion->newest->frame : NULL;

  if (!snapshot || (before && !goes_on(before, snapshot->frame)))
    forget(motion);
  if (!snapshot)
    return;
  gboolean begins = motion->newest == NULL;
  double shown = begins ? snapshot->frame->time : shown_time(motion, now);
  double passed = begins ? 0.0 : snapshot->frame->time - before->time;
  gint64 gap = now - motion->pushed_at;

  measure_speed(motion, passed, begins ? 0 : MIN(gap, motion->longest_gap));
  if (!begins && passed == 0.0)
    g_ptr_array_set_size(motion->frames, (int)motion->frames->len - 1);
  g_ptr_array_add(motion->frames, frame_ref(snapshot->frame));
  snapshot_unref(motion->newest);
  motion->newest = snapshot_ref(snapshot);
  thin(motion);
  remember(motion, snapshot->frame, now);
  if (passed == 0.0 && !begins)
    return;
  motion->from = shown;
  motion->start = motion->pushed_at = now;
  motion->duration = begins || gap < SLOWEST_GAP ? 0 : MIN(gap, motion->longest_gap);
}

gboolean
eye_motion_is_moving(const EyeMotion *motion, gint64 now)
{
  return motion->newest &&
         ((motion->duration > 0 && now < motion->start + motion->duration) ||
          eye_motion_is_replaying(motion, now));
}

void
eye_motion_set_memory(EyeMotion *motion, double memory)
{
  motion->memory = memory;
}

static double
replay_time(const EyeMotion *motion, gint64 now)
{
  double glide = EYE_MOTION_GLIDE * G_USEC_PER_SEC;
  double span = (double)(motion->again_end - motion->again_begin) - 2.0 * glide;
  double t = (double)(now - motion->again_begin) - glide;

  return motion->again[0] +
         CLAMP(t / fmax(span, 1.0), 0.0, 1.0) * (motion->again[1] - motion->again[0]);
}

/* 0 the present … 1 the past, on the way there and back. */
static double
replay_share(const EyeMotion *motion, gint64 now)
{
  gint64 from_end = MIN(now - motion->again_begin, motion->again_end - now);
  double t = CLAMP(from_end / (EYE_MOTION_GLIDE * G_USEC_PER_SEC), 0.0, 1.0);

  return t * t * (3.0 - 2.0 * t);
}

/* The first one not before a time, or the last. */
static const Frame *
frame_after(const GPtrArray *past, double time)
{
  guint k = 0;

  while (k + 1 < past->len && frame_of(past, k)->time < time)
    k++;
  return frame_of(past, k);
}

gboolean
eye_motion_replay(EyeMotion *motion, double from, double to, double seconds, gint64 now)
{
  const GPtrArray *past = motion->past;

  g_return_val_if_fail(to > from && seconds > 0.0, FALSE);
  if (past->len < 2 || frame_of(past, 0)->time > from - REPLAY_WINDOW ||
      frame_of(past, past->len - 1)->time < to + REPLAY_WINDOW)
    return FALSE;
  motion->again[0] = from;
  motion->again[1] = to;
  motion->again_begin = now;
  motion->again_end = now + (gint64)(seconds * G_USEC_PER_SEC);
  snapshot_unref(motion->again_look);
  motion->again_look = snapshot_maker_make(frame_after(past, 0.5 * (from + to)));
  return TRUE;
}

gboolean
eye_motion_is_replaying(const EyeMotion *motion, gint64 now)
{
  return motion->newest && now < motion->again_end;
}

void
eye_motion_end_replay(EyeMotion *motion, gint64 now)
{
  gint64 end = now + (gint64)(EYE_MOTION_GLIDE * G_USEC_PER_SEC);

  if (!eye_motion_is_replaying(motion, now) || motion->again_end <= end)
    return;
  motion->again[0] = motion->again[1] = replay_time(motion, now);
  motion->again_end = end;
}

/* Positions of `frame` as they would lie in the cell of another. */
typedef struct {
  gboolean same;
  Vec3 column[3]; /* of the matrix that maps one cell onto the other */
  Vec3 origin_from, origin_to;
} CellMap;

static CellMap
map_cells(const Cell *from, const Cell *to)
{
  CellMap map = {.same = TRUE, .origin_from = from->origin, .origin_to = to->origin};
  const Vec3 axis[3] = {vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1)};

  for (int k = 0; k < 3; k++) {
    map.same &= vec3_norm2(vec3_sub(from->vector[k], to->vector[k])) == 0.0;
    Vec3 s = cell_to_fractional(from, vec3_add(from->origin, axis[k]));
    map.column[k] = vec3_sub(cell_to_cartesian(to, s), to->origin);
  }
  map.same &= vec3_norm2(vec3_sub(from->origin, to->origin)) == 0.0;
  return map;
}

static Vec3
map_point(const CellMap *map, Vec3 r)
{
  if (map->same)
    return r;
  Vec3 d = vec3_sub(r, map->origin_from);
  Vec3 out = vec3_mul_add(map->origin_to, d.x, map->column[0]);
  return vec3_mul_add(vec3_mul_add(out, d.y, map->column[1]), d.z, map->column[2]);
}

static double
weight_at(double age, double window)
{
  double s = age / window;

  return s > 0.0 && s < 1.0 ? sin(G_PI * s) * sin(G_PI * s) : 0.0;
}

static void
add_weighted(Frame *out, const Frame *frame, double weight)
{
  CellMap map = map_cells(&frame->cell, &out->cell);

  for (guint i = 0; i < out->n_atoms; i++)
    out->position[i] =
        vec3_mul_add(out->position[i], weight, map_point(&map, frame->position[i]));
}

/* FALSE when fewer than two frames lie in the window: nothing to average. */
static gboolean
average(const GPtrArray *frames, double time, double window, Frame *out)
{
  double sum = 0.0;
  guint n_used = 0;

  for (guint k = 0; k < frames->len; k++) {
    double weight = weight_at(time - frame_of(frames, k)->time, window);
    n_used += weight > 0.0;
    sum += weight;
  }
  if (n_used < 2)
    return FALSE;
  for (guint i = 0; i < out->n_atoms; i++)
    out->position[i] = vec3(0, 0, 0);
  for (guint k = 0; k < frames->len; k++) {
    double weight = weight_at(time - frame_of(frames, k)->time, window);
    if (weight > 0.0)
      add_weighted(out, frame_of(frames, k), weight / sum);
  }
  return TRUE;
}

static void
interpolate(const Frame *a, const Frame *b, double time, Frame *out)
{
  double h = b->time - a->time, s = h > 0.0 ? CLAMP((time - a->time) / h, 0.0, 1.0) : 1.0;
  gboolean cubic = a->velocity && b->velocity && h <= CUBIC_LONGEST;
  double bend_a = h * s * (1.0 - s) * (1.0 - s), bend_b = h * s * s * (s - 1.0);
  double end = s * s * (3.0 - 2.0 * s);
  CellMap map_a = map_cells(&a->cell, &out->cell),
          map_b = map_cells(&b->cell, &out->cell);

  for (guint i = 0; i < out->n_atoms; i++) {
    Vec3 ra = map_point(&map_a, a->position[i]), rb = map_point(&map_b, b->position[i]);
    Vec3 r = vec3_lerp(ra, rb, cubic ? end : s);
    if (cubic)
      r = vec3_mul_add(vec3_mul_add(r, bend_a, a->velocity[i]), bend_b, b->velocity[i]);
    out->position[i] = r;
  }
}

static Snapshot *
with_frame(const Snapshot *from, Frame *frame)
{
  Snapshot *snapshot = snapshot_new(frame, from->bonds);

  snapshot->rings = from->rings ? g_array_ref(from->rings) : NULL;
  snapshot->hops = from->hops ? g_ptr_array_ref(from->hops) : NULL;
  snapshot->pathways = from->pathways ? pathways_ref(from->pathways) : NULL;
  return snapshot;
}

static Frame *
copy_to_change(const Frame *frame)
{
  return frame_copy(frame, FRAME_VELOCITY | FRAME_FORCE | FRAME_ENERGY | FRAME_DEVIATION |
                               FRAME_GRADE | FRAME_COLUMNS);
}

/* What was at a time. */
static Frame *
recall(const EyeMotion *motion, double time)
{
  const GPtrArray *past = motion->past;
  Frame *frame = copy_to_change(motion->newest->frame);
  guint k = 1;

  while (k + 1 < past->len && frame_of(past, k)->time < time)
    k++;
  frame->time = time;
  if (!average(past, time + 0.5 * REPLAY_WINDOW, REPLAY_WINDOW, frame))
    interpolate(frame_of(past, k - 1), frame_of(past, k), time, frame);
  return frame;
}

/* now, or on the way from there or back. */
static Snapshot *
show_again(const EyeMotion *motion, const Frame *present, gint64 now)
{
  double share = replay_share(motion, now);
  g_autoptr(Frame) frame = recall(motion, replay_time(motion, now));

  for (guint i = 0; share < 1.0 && i < frame->n_atoms; i++)
    frame->position[i] = vec3_lerp(present->position[i], frame->position[i], share);
  Snapshot *snapshot = with_frame(motion->newest, frame);
  g_clear_pointer(&snapshot->bonds, bonds_unref);
  snapshot->bonds = bonds_ref(motion->again_look->bonds);
  g_clear_pointer(&snapshot->rings, g_array_unref);
  snapshot->rings = g_array_ref(motion->again_look->rings);
  return snapshot;
}

static Snapshot *
show_present(const EyeMotion *motion, gint64 now)
{
  const Frame *newest = motion->newest->frame;
  double time = shown_time(motion, now), window = eye_motion_get_window(motion);
  guint k = motion->frames->len - 1;

  while (k > 0 && frame_at(motion, k - 1)->time >= time)
    k--;
  if (motion->frames->len < 2 || (window <= 0.0 && time >= newest->time))
    return snapshot_ref(motion->newest);
  g_autoptr(Frame) frame = copy_to_change(newest);
  frame->time = time;
  if (window <= 0.0 || !average(motion->frames, time, window, frame))
    interpolate(frame_at(motion, k > 0 ? k - 1 : 0), frame_at(motion, k), time, frame);
  return with_frame(motion->newest, frame);
}

Snapshot *
eye_motion_show(EyeMotion *motion, gint64 now)
{
  if (!motion->newest)
    return NULL;
  Snapshot *present = show_present(motion, now);
  if (!eye_motion_is_replaying(motion, now) || motion->past->len < 2)
    return present;
  Snapshot *again = show_again(motion, present->frame, now);
  snapshot_unref(present);
  return again;
}
