// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/movie-studio.h"

#include "io/movie-file.h"

struct MovieStudio {
  PictureSheet sheet;
  Offscreen *offscreen; /* owned */
  MovieWriter *writer;  /* owned */
  guint8 *last;         /* owned */
  guint n_pictures;
};

MovieStudio *
movie_studio_new(const char *output, const PictureSheet *sheet, int rate, GError **error)
{
  g_autoptr(MovieStudio) studio = g_new0(MovieStudio, 1);

  studio->sheet = *sheet;
  studio->offscreen = picture_sheet_open(sheet, error);
  if (!studio->offscreen)
    return NULL;
  studio->writer = movie_writer_new(output, sheet->width, sheet->height, rate, error);
  return studio->writer ? g_steal_pointer(&studio) : NULL;
}

gboolean
movie_studio_take(MovieStudio *studio, const Snapshot *snapshot, const Camera *camera,
                  const RenderStyle *style, const Caption *tags, GError **error)
{
  g_free(studio->last);
  studio->sheet.style = *style;
  studio->sheet.tags = tags;
  studio->last =
      picture_sheet_draw(&studio->sheet, studio->offscreen, snapshot, camera, error);
  return studio->last && movie_studio_repeat(studio, error);
}

gboolean
movie_job_take(const MovieJob *job, MovieStudio *studio, const Snapshot *shown,
               const Frame *truth, const Camera *camera, GError **error)
{
  Caption tags = {0};

  if (job->tags && shown)
    job->tags(shown, truth, camera, job->tags_data, &tags);
  return movie_studio_take(studio, shown, camera, &job->sheet.style, &tags, error);
}

gboolean
movie_studio_repeat(MovieStudio *studio, GError **error)
{
  g_return_val_if_fail(studio->last != NULL, FALSE);
  if (!movie_writer_add(studio->writer, studio->last, error))
    return FALSE;
  studio->n_pictures++;
  return TRUE;
}

guint
movie_studio_count(const MovieStudio *studio)
{
  return studio->n_pictures;
}

gboolean
movie_studio_finish(MovieStudio *studio, GError **error)
{
  return movie_writer_finish(studio->writer, error);
}

void
movie_studio_free(MovieStudio *studio)
{
  if (!studio)
    return;
  movie_writer_free(studio->writer);
  offscreen_free(studio->offscreen);
  g_free(studio->last);
  g_free(studio);
}
