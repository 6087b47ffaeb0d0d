// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Lengths and angles between atoms that a person selected, in the order of selection. The
 * shortest images are meant, step by step along the chain, whatever is drawn. Pure; any
 * thread. */
#pragma once

#include "model/frame.h"

/* Å between atoms a and b. */
double measure_distance(const Frame *frame, guint a, guint b);
/* Degrees at b, 0 … 180; NAN where two atoms coincide. */
double measure_angle(const Frame *frame, guint a, guint b, guint c);
/* Degrees about b–c, −180 … 180, positive clockwise along b → c (IUPAC); NAN where three
 * atoms lie on a line. */
double measure_dihedral(const Frame *frame, const guint atom[4]);

/* "Si 12 – O 44: 1.62 Å" and so on for 2, 3 and 4 atoms, numbers as people count from 1;
 * NULL for other numbers of atoms. Owner: caller. */
char *measure_text(const Frame *frame, const guint *atom, guint n);
