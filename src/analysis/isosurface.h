// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Surface of constant value of a periodic field, to be drawn.
 *
 * Surface nets (S. F. F. Gibson, MICCAI 1998, LNCS 1496, 888): one vertex in every cube
 * of eight nodes that the surface passes through, one quadrangle around every edge of the
 * grid that it crosses. Vertices start at the mean of the crossings of the cube's edges
 * and are moved onto the surface of the trilinear field; normals are its gradient from
 * central differences, which is smooth from cube to cube and across the faces of the
 * cell. Closed but for the faces, where opposite sides are congruent. 5 bytes per node
 * while it works. Pure function; any thread. */
#pragma once

#include "model/field.h"
#include "model/mesh.h"

/* The mesh has no triangle when no value is above or none is below level. colour: field
 * of the same shape that gives the values at the vertices, or NULL. Owner: caller. */
Mesh *isosurface_new(const Field *field, double level, MeshRole role, const char *label,
                     const Field *colour);
