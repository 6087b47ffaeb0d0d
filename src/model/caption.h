// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is written into a picture of a glass: a colour bar or a list of classes, a scale
 * bar, the axes of the cell, a line for time and temperature, and tags beside atoms. The
 * renderer, which knows no text, fills it; plot draws it. A plain value; text is for
 * people and already translated. */
#pragma once

#include <glib.h>

#define CAPTION_MOST_CLASSES 16
#define CAPTION_MAP          33
#define CAPTION_MOST_TAGS    96
#define CAPTION_MOST_CHAIN   4
#define CAPTION_MOST_KEYS    10

typedef struct {
  float rgb[3];
  char name[24]; /* "Q4" */
  guint count;   /* of atoms; shown when positive */
} CaptionClass;

/* Something besides the atoms. */
typedef struct {
  float rgb[3];
  char text[80]; /* "runs through the glass" */
  guint count;   /* shown when positive */
} CaptionKey;

/* A few words on paper of their own, legible over anything. */
typedef struct {
  double x, y; /* px, the middle; from the top left */
  char text[40];
  gboolean strong; /* a measured number, not a name */
} CaptionTag;

typedef struct {
  gboolean dark;    /* the picture under it */
  double font_size; /* px; 0: 12 */

  char label[96]; /* "184.20 ps · 1500 K", or "" */

  char title[96]; /* of colour bar or classes, "speed (Å/ps)"; "": neither */
  guint n_map;    /* colours of the bar from low to high, 0: no bar */
  float map[CAPTION_MAP][3];
  double low, high;
  guint n_classes;
  CaptionClass class[CAPTION_MOST_CLASSES];

  guint n_keys; /* at the upper right */
  CaptionKey key[CAPTION_MOST_KEYS];

  double pixel; /* Å on a px in the plane looked at; 0: no scale bar */
  gboolean axes;
  double axis[3][3]; /* directions of a, b, c: to the right, up, towards the eye; of any
                        length */

  guint n_chain; /* of a dashed line through points, px; 0: none */
  double chain[CAPTION_MOST_CHAIN][2];
  guint n_tags;
  CaptionTag tag[CAPTION_MOST_TAGS];
} Caption;
