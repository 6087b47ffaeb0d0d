// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Glasses of isolated tetrahedra (PS4 in Na3PS4): packing them as rigid units, exchanging
 * their corners, taking whole units out. A unit is a centre with its four nearest
 * corners. Any thread. */
#pragma once

#include "model/frame.h"

/* Length of a bond between the centre of a tetrahedron and a corner, Å: P–S 2.05 (Na3PS4,
 * Chu et al., Sci. Rep. 6, 33733 (2016), doi:10.1038/srep33733), P–O 1.54, P–Se 2.21,
 * Si–O 1.62, Si–S 2.13, Ge–O 1.74, Ge–S 2.22; else the sum of the covalent radii. */
double tetrahedron_bond(const Element *centre, const Element *corner);

/* Finds places for the atoms of frame, whose cell is a cube and whose types are set: the
 * first 5 n_units are units (a centre and its four corners, one after the other), which
 * get random places and orientations; the others follow. FALSE when the density does not
 * allow it. */
gboolean tetrahedra_pack(Frame *frame, guint n_units, guint64 seed);

/* Turns n corners of a type, chosen at random, into another one and moves each along its
 * bond to the new length. Returns FALSE (frame untouched) when there are fewer. */
gboolean tetrahedra_exchange(Frame *frame, int from, int to, guint n, guint64 seed);

/* A copy of frame without the n units whose centres (atoms of type centre) are nearest to
 * the middle of the cell, and without so many of the nearest atoms of each other type
 * that the composition is kept: n must be such that these are whole numbers. */
Frame *tetrahedra_carve(const Frame *frame, int centre, guint n);
