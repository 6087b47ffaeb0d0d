// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where movies are made: pictures are drawn without a window and go to the encoder one by
 * one. The same thread throughout; a movie that is not finished leaves no file. */
#pragma once

#include "export/picture-sheet.h"

/* Adds to caption what is written over a picture of shown; truth: the frame whose numbers
 * count, NULL: any that is known besides. */
typedef void (*MovieTags)(const Snapshot *shown, const Frame *truth, const Camera *camera,
                          gpointer data, Caption *caption);

/* What all movies have in common. */
typedef struct {
  const char *output;
  PictureSheet sheet; /* its tags are left out */
  Camera camera;
  int rate; /* pictures per second */
  ExportMeter meter;
  MovieTags tags; /* or NULL */
  gpointer tags_data;
} MovieJob;

typedef struct MovieStudio MovieStudio;

MovieStudio *movie_studio_new(const char *output, const PictureSheet *sheet, int rate,
                              GError **error);
/* One picture; style and tags (NULL: none) may differ from picture to picture. */
gboolean movie_studio_take(MovieStudio *studio, const Snapshot *snapshot,
                           const Camera *camera, const RenderStyle *style,
                           const Caption *tags, GError **error);
/* One as the job says. */
gboolean movie_job_take(const MovieJob *job, MovieStudio *studio, const Snapshot *shown,
                        const Frame *truth, const Camera *camera, GError **error);
/* The last picture once more. */
gboolean movie_studio_repeat(MovieStudio *studio, GError **error);
guint movie_studio_count(const MovieStudio *studio);
/* The file is complete. */
gboolean movie_studio_finish(MovieStudio *studio, GError **error);
void movie_studio_free(MovieStudio *studio);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MovieStudio, movie_studio_free)
