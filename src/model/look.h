// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person chose to see of a glass: a scene keeps it (section [View] of its file),
 * the window and the command line draw by it. Says nothing of what the atoms do. A value
 * with texts of its own: look_init … look_clear. One thread at a time. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef enum {
  LOOK_STYLE,
  LOOK_SOLID_POLYHEDRA,
  LOOK_COLOR_BY,
  LOOK_COLOR_MAP,
  LOOK_COLOR_RANGE,
  LOOK_BACKGROUND,
  LOOK_CELL,
  LOOK_BONDS,
  LOOK_RINGS,
  LOOK_RING_SIZES,
  LOOK_RING_DEFINITION,
  LOOK_RING_COLORS,
  LOOK_HOPS,
  LOOK_HOP_SPECIES,
  LOOK_HOP_AGE,
  LOOK_HOP_LENGTH,
  LOOK_HOPS_AGAIN,
  LOOK_PATHWAYS,
  LOOK_DENSITY_LEVEL,
  LOOK_ROOM_LEVEL,
  LOOK_CHANNEL_ONLY,
  LOOK_HIDE_SPECIES,
  LOOK_HIDE_ATOMS,
  LOOK_SHOW_ATOMS,
  LOOK_SLICE,
  LOOK_SLICE_PLANE,
  LOOK_SLICE_POSITION,
  LOOK_SLICE_THICKNESS,
  LOOK_SLICE_FLIPPED,
  LOOK_IMAGES,
  LOOK_WRAP,
  LOOK_SMOOTHING,
  LOOK_LABELS,
  LOOK_SCALE_BAR,
  LOOK_AXES,
  LOOK_TIME,
  LOOK_LEGEND,
  LOOK_PROJECTION,
  LOOK_ORIENTATION,
  LOOK_CENTRE,
  LOOK_ZOOM,
  LOOK_N_KEYS,
} LookKey;

/* Places of words; the order of the words is that of look_words. */
enum { LOOK_COLOR_SPECIES = 0, LOOK_COLOR_COLUMN = 9 };
enum { LOOK_BACKGROUND_WINDOW, LOOK_BACKGROUND_LIGHT, LOOK_BACKGROUND_DARK };
enum {
  LOOK_SLICE_NONE,
  LOOK_SLICE_A,
  LOOK_SLICE_B,
  LOOK_SLICE_C,
  LOOK_SLICE_VIEW,
  LOOK_SLICE_ATOMS
};

/* Numbers that stand for "found by itself". */
#define LOOK_HOP_AGE_OWN   0.0
#define LOOK_DENSITY_OWN   0.0
#define LOOK_ROOM_OWN      (-1.0)
#define LOOK_SMOOTHING_OWN (-1.0)

#define LOOK_SMALLEST_RING 3
#define LOOK_LARGEST_RING  8
#define LOOK_MOST_IMAGES   3

typedef struct {
  guint64 given; /* bit k: LookKey k was said; all others are as usual */

  guint style, color_by, color_map, background, ring_definition, ring_colors, pathways;
  guint slice, labels;
  gboolean solid_polyhedra, cell, bonds, rings, hops, hops_again, channel_only;
  gboolean slice_flipped, wrap, scale_bar, axes, time, legend, orthographic;
  guint ring_sizes[2];                    /* formers of the smallest and of the largest */
  guint images[3];                        /* of the cell along a, b, c */
  double hop_age;                         /* ps */
  double hop_length;                      /* Å, of the shortest that are shown */
  double density_level, room_level;       /* Å⁻³, Å */
  double slice_position, slice_thickness; /* part of the cell; Å, 0: all behind it */
  double smoothing;                       /* ps */
  double color_range[2];                  /* NAN: found by itself */
  double slice_plane[4]; /* h k l d: h x + k y + l z = d, x y z fractional */
  double orientation[4]; /* unit quaternion x y z w, world → eye; NAN: the usual one */
  double centre[3];      /* looked at, fractional; NAN: the middle of what is drawn */
  double zoom;           /* 1: all that is drawn fits into the picture */
  char *color_column;    /* of a file, with color_by "file:…" */
  char *hop_species;     /* symbol; "": all */
  char *hide_species;    /* symbols, commas between; "": none */
  char *hide_atoms;      /* numbers from 1, "1-10,15"; "": none */
  char *show_atoms;      /* the only ones; "": all */
} Look;

/* All as usual, nothing said. */
void look_init(Look *look);
void look_clear(Look *look);
/* to has been initialised. */
void look_copy(Look *to, const Look *from);

gboolean look_has(const Look *look, LookKey key);
void look_give(Look *look, LookKey key);
/* As if all had been said. */
void look_give_all(Look *look);

/* Whether the species and the numbers of atoms that look names are there; where not,
 * which key is wrong (key may be NULL). */
gboolean look_fits(const Look *look, const Frame *frame, LookKey *key, GError **error);

/* Bit t: species t is named in symbols. */
guint look_types(const char *symbols, const SpeciesList *species);
/* Sets mark of the atoms that are named ("1-10,15", counted from 1; "": none). FALSE:
 * that is no such list, or names an atom beyond n. mark may be NULL (then any n). */
gboolean look_mark_atoms(const char *atoms, guint8 *mark, guint n);
/* Those whose mark is (not) 0 as such a list. Owner: caller. */
char *look_list_atoms(const guint8 *mark, gboolean set, guint n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)
