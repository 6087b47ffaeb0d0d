// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/movie-turn.h"

#include <math.h>

#define TURN_ANGLES 24   /* at which the whole cell has to be in view */
#define ROOM        1.04 /* around it */
#define WHOLE_FROM  0.95 /* of the distance at which the cell just fills the view */

typedef struct {
  Camera start;
  Vec3 pivot, axis;
} Turntable;

static Camera
turned(const Turntable *table, double angle)
{
  Camera camera = table->start;

  camera_spin(&camera, table->pivot, table->axis, angle);
  return camera;
}

static Vec3
upright(const Cell *cell, const Camera *camera)
{
  Vec3 best = cell->vector[2];
  double most = 0.0;

  for (int k = 2; k >= 0; k--) {
    Vec3 along = vec3_normalized(cell->vector[k]);
    double up = camera_rotate(camera, along).y;
    if (fabs(up) > most + 1e-9) {
      most = fabs(up);
      best = up < 0.0 ? vec3_scale(along, -1.0) : along;
    }
  }
  return vec3_normalized(best);
}

/* From where a corner, seen from the middle in eye coordinates, is just in the picture.
 */
static double
distance_for(const Camera *camera, double aspect, Vec3 corner)
{
  double high = tan(0.5 * camera->fov);
  double depth = camera->orthographic ? 0.0 : corner.z;

  return depth + fmax(fabs(corner.x) / (high * aspect), fabs(corner.y) / high);
}

static double
farthest(const Turntable *table, const Cell *cell, double aspect)
{
  double distance = 0.0;

  for (int k = 0; k < TURN_ANGLES * 8; k++) {
    Camera camera = turned(table, 2.0 * G_PI * (k / 8) / TURN_ANGLES);
    Vec3 corner = cell_to_cartesian(cell, vec3(k & 1, k >> 1 & 1, k >> 2 & 1));
    Vec3 seen = camera_rotate(&camera, vec3_sub(corner, table->pivot));
    distance = fmax(distance, distance_for(&camera, aspect, seen));
  }
  return distance;
}

static Turntable
set_up(const MovieJob *job, const Cell *cell)
{
  double aspect = (double)job->sheet.width / job->sheet.height;
  Turntable table = {job->camera, job->camera.centre, upright(cell, &job->camera)};
  Camera framed = job->camera;

  camera_frame(&framed, cell, aspect);
  if (job->camera.distance < WHOLE_FROM * framed.distance)
    return table;
  table.pivot = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5));
  table.start.centre = table.pivot;
  table.start.distance =
      ROOM * farthest(&table, cell, aspect) * job->camera.distance / framed.distance;
  return table;
}

Camera
movie_turntable_camera(const MovieJob *job, const Cell *cell, guint k, guint n)
{
  Cell whole = render_whole_cell(cell, &job->sheet.style);
  Turntable table = set_up(job, &whole);

  return turned(&table, 2.0 * G_PI * k / n);
}

guint
movie_turntable(const MovieJob *job, const Snapshot *snapshot, double seconds,
                GError **error)
{
  const Cell *cell = &snapshot->frame->cell;
  g_autoptr(MovieStudio) studio =
      movie_studio_new(job->output, &job->sheet, job->rate, error);
  guint n = (guint)fmax(2.0, round(seconds * job->rate));

  for (guint k = 0; studio && k < n; k++) {
    Camera camera = movie_turntable_camera(job, cell, k, n);
    if (!movie_job_take(job, studio, snapshot, NULL, &camera, error) ||
        !export_meter_report(&job->meter, (k + 1.0) / n, error))
      return 0;
  }
  return studio && movie_studio_finish(studio, error) ? n : 0;
}
