// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The lines that head POSCAR and XDATCAR alike: title, scale, cell, elements, counts.
 * Inside io only. */
#pragma once

#include <glib.h>

#include "io/frame-draft.h"
#include "io/line-reader.h"

typedef struct {
  Cell cell;
  Vec3 scale; /* of Cartesian coordinates */
  guint n_atoms, n_kinds;
  const Element *kind[SPECIES_MAX];
  guint count[SPECIES_MAX];
} VaspHeader;

/* Reads on behind the title, a copy of which is given. */
gboolean vasp_header_read(VaspHeader *header, const char *title, LineReader *reader,
                          GError **error);

/* Appends header's atoms to draft with the coordinates of the next lines; direct: they
 * are fractions of the cell. */
gboolean vasp_read_atoms(const VaspHeader *header, gboolean direct, LineReader *reader,
                         FrameDraft *draft, GError **error);

/* Whether lines begin like a POSCAR: scale, three vectors, then words and counts. */
gboolean vasp_header_matches(char *const *head);
