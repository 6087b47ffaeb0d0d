// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A look as keys and values of a text file, with the words of vitrine-cli render's flags.
 * "auto" is what is found by itself. Any thread.
 *
 *   Style              network, ball-stick, space-filling, polyhedra
 *   SolidPolyhedra     yes, no
 *   ColorBy            species, coordination, qn, displacement, hops, energy, speed,
 *                      committee, grade, force, file:NAME (a column of the structure)
 *   ColorMap           dusk, steel, ember, tide
 *   ColorRange         two numbers, the lower one first, in the quantity's unit; auto
 *   Background         window (light or dark as the program is), light, dark
 *   Cell, Bonds        yes, no
 *   Rings              yes, no
 *   RingSizes          formers: 6, or 3..6; between 3 and 8
 *   RingDefinition     primitive, king, guttman
 *   RingColors         class, size
 *   Hops               yes, no
 *   HopSpecies         a symbol; all
 *   HopAge             ps for which a trail is seen, at most 5; auto
 *   HopLength          Å, shorter ones are not shown; at most 6
 *   HopsAgain          yes, no: each hop a second time, slowly
 *   Pathways           none, density, clearance
 *   DensityLevel       Å⁻³; auto
 *   RoomLevel          Å, above −1 and at most 20; auto
 *   ChannelOnly        yes, no
 *   HideSpecies        symbols, commas between; none
 *   HideAtoms          numbers from 1: 1-10,15; none
 *   ShowAtoms          the only ones that are shown; all
 *   Slice              none, a, b, c (vectors of the cell), view (faces the eye), plane
 *   SlicePlane         h k l d: cuts along h x + k y + l z = d, x y z fractional
 *   SlicePosition      part of the cell, 0 to 1
 *   SliceThickness     Å, at most 30; 0: all behind the plane
 *   SliceFlipped       yes, no
 *   Images             of the cell along a, b, c: 2x2x1; at most 3 each
 *   Wrap               yes: atoms inside the cell; no: where they went
 *   Smoothing          ps over which positions are averaged, 0 to 2; auto
 *   Labels             none, selected, all
 *   ScaleBar, Axes, TimeLabel, Legend    yes, no
 *   Projection         perspective, orthographic
 *   CameraOrientation  unit quaternion x y z w, world → eye; auto
 *   CameraCentre       what is looked at, fractional coordinates; auto
 *   Zoom               1: all that is drawn fits into the picture, 2: twice as large */
#pragma once

#include "model/look.h"

/* As in the list above. Static. */
const char *look_key_name(LookKey key);
/* FALSE when no key has this name (key may be NULL). */
gboolean look_find_key(const char *name, LookKey *key);
/* The words of a key that takes one of them, NULL-terminated; NULL: it takes none. */
const char *const *look_words(LookKey key);
/* Least and most of a key that takes a number; FALSE: it takes none. */
gboolean look_bounds(LookKey key, double *least, double *most);

/* FALSE with error (VITRINE_ERROR_INPUT; key, value and what is expected); look is then
 * as before. */
gboolean look_set(Look *look, const char *name, const char *value, GError **error);
/* What look_set takes for the present value: the same bits. Owner: caller. */
char *look_get(const Look *look, LookKey key);
