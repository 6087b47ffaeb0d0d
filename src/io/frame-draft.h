// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a format's reader fills from one frame of a file, before it becomes a Frame: atoms
 * in file order, with whatever the file says of them. Belongs to one reader. */
#pragma once

#include <glib.h>

#include "io/line-reader.h"
#include "model/frame.h"

typedef struct {
  const Element *element;
  gint64 id;  /* sorted by it when has_ids */
  int type;   /* number in the file, decides the order of species; 0: none */
  guint line; /* where it stands */
  guint row;  /* of its values in the draft's columns */
  int image[3];
  Vec3 position, velocity, force; /* Å, Å/ps, eV/Å */
  double energy;                  /* eV */
  double deviation;               /* eV/Å */
} DraftAtom;

typedef struct {
  GArray *atoms; /* DraftAtom; owned */
  FrameFields fields;
  guint n_columns; /* of other numbers */
  AtomColumn column[ATOM_COLUMNS_MOST];
  GArray *values; /* float, n_columns for each atom in the order of the file; owned */
  gboolean has_ids;
  gboolean has_images;
  gboolean unwrapped; /* positions are paths already */
  Cell cell;
  gboolean has_step, has_time;
  gint64 step;
  double time;      /* ps */
  double target;    /* K or NAN */
  double energy;    /* eV or NAN */
  double virial[6]; /* eV, Voigt; virial[0] NAN: unknown */
  char *warning;    /* owned, or NULL */
} FrameDraft;

void frame_draft_init(FrameDraft *draft);
void frame_draft_clear(FrameDraft *draft);
/* Empty again, for the next frame. */
void frame_draft_reset(FrameDraft *draft);

/* One more column of other numbers; FALSE when there is no room for it. */
gboolean frame_draft_add_column(FrameDraft *draft, const char *name, const char *unit);
/* Adds an atom whose numbers stand in words at the places at[0 … n_columns). What is no
 * number there is none. */
void frame_draft_add_atom(FrameDraft *draft, DraftAtom *atom, char *const *words,
                          const int *at);

/* The cell of three vectors and a corner. FALSE with error at the reader's line when it
 * has no volume or is too thin for atoms (a face distance below 1 Å). */
gboolean frame_draft_make_cell(Cell *cell, const Vec3 vector[3], Vec3 origin,
                               const LineReader *reader, GError **error);

/* Sorts by id and makes a frame with the positions as read. *species: of the first frame,
 * made when NULL (owner: caller); later frames must have the same atoms. Fails with file
 * and line of reader. */
Frame *frame_draft_finish(FrameDraft *draft, SpeciesList **species, LineReader *reader,
                          GError **error);
