// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The flags that say how a picture looks, the same for one picture and for a movie. */
#pragma once

#include <glib.h>

#include "render/look-style.h"

typedef struct {
  char *style, *colour, *map, *range, *copies, *slice, *rings, *ring_sizes, *depth_cue,
      *hide; /* owned */
  gboolean light, transparent, solid, unwrapped, no_rings;
  int ring_size; /* as typed */
  RenderStyle look;
} PictureOptions;

/* Entries for g_option_context_add_main_entries, beside others; owner: caller. */
GArray *picture_options_entries(PictureOptions *options);
/* What the flags say becomes options->look. NULL, or what is wrong (owner: caller). */
char *picture_options_check(PictureOptions *options);
/* After the check, of a scene that says how it is to be seen: options->look is that,
 * apart from what the flags say. frame: its start, which gives cell and species. */
void picture_options_take_look(PictureOptions *options, const Look *look,
                               const Frame *frame);
/* Formers of the largest rings drawn. */
guint picture_options_largest_ring(const PictureOptions *options);
/* The elements that the flags hide, of a glass with these; FALSE: one is not in it. */
gboolean picture_options_hide(const PictureOptions *options, const SpeciesList *species,
                              RenderStyle *style, GError **error);
void picture_options_clear(PictureOptions *options);
