// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Sizes on offer for pictures and movies, and what is said about a choice. Pure; any
 * thread. Texts are for people and translated; owner: caller. */
#pragma once

#include <glib.h>

#define EXPORT_MOST_MOVIE 8192 /* pixels of a side */

typedef struct {
  const char *name;  /* untranslated, marked */
  int width, height; /* pixels; 0: as on screen */
} ExportSize;

/* Ended by one without a name; static. */
const ExportSize *export_sizes(gboolean movie);
/* "4K · 3840 × 2160" */
char *export_size_title(const ExportSize *size);
/* "33 megapixels · 650 × 366 mm in print · in 12 tiles"; one tile is not said. */
char *export_picture_facts(int width, int height, double dpi, int n_tiles);
/* "240 pictures · 8 s" */
char *export_movie_facts(double seconds, int rate);
/* path with the suffix (".png") that it needs; a movie is what its typed name says. */
char *export_path_with(const char *path, const char *suffix);
