// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Radii and colours: what each kind of thing looks like in a style. Pure functions, any
 * thread. Radii Å; of a bond 0 means that this mode draws none. */
#pragma once

#include "render/geometry.h"

double appearance_atom_radius(const Element *element, RenderMode mode);
Tint appearance_atom(const Element *element, const RenderStyle *style);

double appearance_bond_radius(RenderMode mode);
/* Colour of the half of a bond that belongs to an atom so painted. */
Tint appearance_bond(Tint atom, const RenderStyle *style);
/* Of an atom that has no number while others are painted by theirs. */
Tint appearance_without_value(const RenderStyle *style);

double appearance_ring_radius(RenderMode mode);
/* By size when the style says so, each with a colour of its own. By class: silicate and
 * boroxol rings the same, borate rings by four-fold boron; larger rings are paler. */
Tint appearance_ring(const Ring *ring, const RenderStyle *style);

/* Of a former painted like this with n anions: three- and four-fold boron differ. */
Tint appearance_polyhedron(Tint atom, const Element *element, guint n,
                           const RenderStyle *style);
Tint appearance_polyhedron_edge(Tint faces, const RenderStyle *style);
/* With its opacity. */
Tint appearance_surface(MeshRole role, const RenderStyle *style);
Tint appearance_gate(const RenderStyle *style);

Tint appearance_hop(const RenderStyle *style);
Tint appearance_selection(const RenderStyle *style);
/* Middle and rim of the background, and the cell's lines: sRGB 0…1. */
void appearance_background(const RenderStyle *style, float inner[3], float outer[3]);
void appearance_cell(const RenderStyle *style, float rgb[3]);
