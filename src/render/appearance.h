// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Radii and colours: what each kind of thing looks like in a style. Pure functions, any
 * thread. Radii Å; of a bond 0 means that this mode draws none. */
#pragma once

#include "render/geometry.h"

double appearance_atom_radius(const Element *element, RenderMode mode);
Tint appearance_atom(const Element *element, const RenderStyle *style);

double appearance_bond_radius(RenderMode mode);
/* Colour of the half of a bond that belongs to element. */
Tint appearance_bond(const Element *element, const RenderStyle *style);

double appearance_ring_radius(RenderMode mode);
/* By class: silicate and boroxol rings the same, borate rings by four-fold boron. */
Tint appearance_ring(const Ring *ring, const RenderStyle *style);

Tint appearance_hop(const RenderStyle *style);
Tint appearance_selection(const RenderStyle *style);
/* Middle and rim of the background, and the cell's lines: sRGB 0…1. */
void appearance_background(const RenderStyle *style, float inner[3], float outer[3]);
void appearance_cell(const RenderStyle *style, float rgb[3]);
