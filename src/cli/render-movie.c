// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/render-movie.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "cli/cli.h"
#include "io/movie-file.h"
#include "io/structure-file.h"
#include "run/eye-motion.h"
#include "run/snapshot-maker.h"

#define TURN_ANGLES 24   /* at which the whole cell has to be in view */
#define ROOM        1.04 /* around it */

typedef struct {
  Offscreen *offscreen;
  MovieWriter *writer;
  CliProgress *progress;
  guint n_pictures;
} Studio;

static gboolean
studio_open(Studio *studio, const MovieJob *job, GError **error)
{
  const PictureSheet *sheet = &job->sheet;

  *studio = (Studio){0};
  studio->offscreen = picture_sheet_open(sheet, error);
  if (!studio->offscreen)
    return FALSE;
  studio->writer =
      movie_writer_new(job->output, sheet->width, sheet->height, job->rate, error);
  studio->progress = cli_progress_new(_("movie"));
  return studio->writer != NULL;
}

static void
studio_close(Studio *studio)
{
  movie_writer_free(studio->writer);
  offscreen_free(studio->offscreen);
  cli_progress_free(studio->progress);
}

static gboolean
take(Studio *studio, const MovieJob *job, const Snapshot *snapshot, const Camera *camera,
     GError **error)
{
  g_autofree guint8 *pixels =
      picture_sheet_draw(&job->sheet, studio->offscreen, snapshot, camera, error);

  if (!pixels || !movie_writer_add(studio->writer, pixels, error))
    return FALSE;
  studio->n_pictures++;
  return TRUE;
}

/* The camera once around the cell's middle, so far away that no corner leaves the
 * picture. */
static Camera
turned(const MovieJob *job, const Cell *cell, double angle)
{
  Vec3 axis = vec3_normalized(cell->vector[2]);
  Vec3 middle = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5));
  Camera camera = job->camera;

  camera_spin(&camera, middle, axis, angle);
  return camera;
}

/* From where a corner, seen from the middle in eye coordinates, is just in the picture.
 */
static double
distance_for(const MovieJob *job, Vec3 corner)
{
  double high = tan(0.5 * job->camera.fov);
  double wide = high * job->sheet.width / job->sheet.height;
  double depth = job->camera.orthographic ? 0.0 : corner.z;

  return depth + fmax(fabs(corner.x) / wide, fabs(corner.y) / high);
}

static double
farthest(const MovieJob *job, const Cell *cell)
{
  Vec3 middle = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5));
  Camera framed = job->camera;
  double distance = 0.0;

  for (int k = 0; k < TURN_ANGLES * 8; k++) {
    Camera camera = turned(job, cell, 2.0 * G_PI * (k / 8) / TURN_ANGLES);
    Vec3 corner = cell_to_cartesian(cell, vec3(k & 1, k >> 1 & 1, k >> 2 & 1));
    Vec3 seen = camera_rotate(&camera, vec3_sub(corner, middle));
    distance = fmax(distance, distance_for(job, seen));
  }
  camera_frame(&framed, cell, (double)job->sheet.width / job->sheet.height);
  return ROOM * distance * job->camera.distance / framed.distance;
}

static gboolean
turn(Studio *studio, const MovieJob *job, const Snapshot *snapshot, GError **error)
{
  Cell cell = render_whole_cell(&snapshot->frame->cell, &job->sheet.style);
  guint n = (guint)fmax(2.0, round(job->seconds * job->rate));
  double distance = farthest(job, &cell);

  for (guint k = 0; k < n; k++) {
    Camera camera = turned(job, &cell, 2.0 * G_PI * k / n);
    camera.centre = cell_to_cartesian(&cell, vec3(0.5, 0.5, 0.5));
    camera.distance = distance;
    if (!take(studio, job, snapshot, &camera, error))
      return FALSE;
    cli_progress_update(studio->progress, (k + 1.0) / n, NULL);
  }
  return TRUE;
}

guint
movie_turntable(const MovieJob *job, const Snapshot *snapshot, GError **error)
{
  Studio studio;
  gboolean done = studio_open(&studio, job, error) &&
                  turn(&studio, job, snapshot, error) &&
                  movie_writer_finish(studio.writer, error);
  guint n = done ? studio.n_pictures : 0;

  studio_close(&studio);
  return n;
}

static Snapshot *
snapshot_at(const MovieJob *job, const Frame *frame)
{
  g_autoptr(GArray) rings = snapshot_maker_rings_to(frame, job->ring_size);
  g_autoptr(GPtrArray) hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint k = 0; job->hops && k < job->hops->len; k++) {
    const Event *hop = g_ptr_array_index(job->hops, k);
    if (hop->time <= frame->time && hop->time > frame->time - job->sheet.style.hop_age)
      g_ptr_array_add(hops, event_ref((Event *)hop));
  }
  return snapshot_maker_make_with(frame, rings, hops);
}

/* The movie's own clock: one frame is one picture. */
static gboolean
add_frame(Studio *studio, const MovieJob *job, EyeMotion *motion, const Frame *frame,
          GError **error)
{
  gint64 tick = G_USEC_PER_SEC / job->rate;
  gint64 now = (studio->n_pictures + 1) * tick;
  g_autoptr(Snapshot) snapshot = snapshot_at(job, frame);

  eye_motion_push(motion, snapshot, now);
  g_autoptr(Snapshot) shown = eye_motion_show(motion, now + tick);
  return take(studio, job, shown, &job->camera, error);
}

static gboolean
play(Studio *studio, const MovieJob *job, const char *path, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  g_autoptr(EyeMotion) motion = eye_motion_new();
  GError *trouble = NULL;
  Frame *next;

  eye_motion_set_window(motion, job->window);
  while (reader && (next = trajectory_reader_next(reader, &trouble)) != NULL) {
    g_autoptr(Frame) frame = next;
    if (!add_frame(studio, job, motion, frame, error))
      return FALSE;
    cli_progress_update(studio->progress, trajectory_reader_progress(reader), NULL);
  }
  gboolean whole = reader && !trouble;
  if (trouble)
    g_propagate_error(error, trouble);
  return whole;
}

guint
movie_trajectory(const MovieJob *job, const char *path, GError **error)
{
  Studio studio;
  gboolean done = studio_open(&studio, job, error) && play(&studio, job, path, error) &&
                  movie_writer_finish(studio.writer, error);
  guint n = done ? studio.n_pictures : 0;

  studio_close(&studio);
  return n;
}
