// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The flags that say how a picture looks, the same for one picture and for a movie. */
#pragma once

#include <glib.h>

#include "render/render-style.h"

typedef struct {
  char *style, *colour, *map, *range, *copies, *slice, *rings, *depth_cue; /* owned */
  gboolean light, transparent, solid, unwrapped;
  RenderStyle look;
} PictureOptions;

/* Entries for g_option_context_add_main_entries, beside others; owner: caller. */
GArray *picture_options_entries(PictureOptions *options);
/* What the flags say becomes options->look. NULL, or what is wrong (owner: caller). */
char *picture_options_check(PictureOptions *options);
void picture_options_clear(PictureOptions *options);
