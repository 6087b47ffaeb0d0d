// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person chose about the picture: a Look (model/look.h) with one property for each
 * choice. The view menu writes it, the view reads it.
 *
 * Properties (see the table in the source): flags are boolean; mode, color-by,
 * color-column (of the frame's columns, when color-by is "value"), color-map, color-range
 * (as in a file: "auto", "0 2.5"; another color-by forgets it), pathways, slice, labels,
 * background, ring-kind, ring-colors and hop-species are strings; ring-size-least and
 * ring-size (formers of the smallest and largest rings; the one that is set pushes the
 * other) and copies-a … c unsigned; slice-position (part of the cell), slice-thickness
 * (Å, 0: all that is deeper), hop-shortest (Å), hop-time (ps, 0: as many as are not too
 * many), smoothing (ps, −1: by speed), density-level (Å⁻³) and room-level (Å) double.
 *
 * What a person chose is kept in the settings under the same names, apart from levels and
 * ranges, which belong to one glass. A scene may say otherwise (vitrine_look_take): that
 * holds while the scene is open, does not go into the settings, and what the person had
 * comes back with the next glass; what they change themselves meanwhile is theirs. Emits
 * notify only on change. Main thread. */
#pragma once

#include <gio/gio.h>

#include "model/look.h"
#include "render/render-style.h"

/* Levels of the surfaces of pathways that are found by themselves. */
#define VITRINE_LOOK_DENSITY_OWN LOOK_DENSITY_OWN
#define VITRINE_LOOK_ROOM_OWN    LOOK_ROOM_OWN

#define VITRINE_TYPE_LOOK (vitrine_look_get_type())
G_DECLARE_FINAL_TYPE(VitrineLook, vitrine_look, VITRINE, LOOK, GObject)

VitrineLook *vitrine_look_new(void);

/* Writes all that a person chose into style; frame (or NULL) gives the cell and species
 * that slices and filters are about. dark: the window's. */
void vitrine_look_fill(VitrineLook *self, const Frame *frame, gboolean dark,
                       RenderStyle *style);

/* When the slice faces the eye: writes it for a camera; towards_eye is a unit vector. */
void vitrine_look_face_slice(VitrineLook *self, const Frame *frame, Vec3 towards_eye,
                             RenderStyle *style);
/* Slice "atoms" through three points, Å; the plane keeps its place in the cell. FALSE
 * when they lie on a line. */
gboolean vitrine_look_set_plane(VitrineLook *self, const Cell *cell, const Vec3 point[3]);

/* A glass was opened: what look says is so from now on, what it does not say is as the
 * person has it; levels and ranges are found by themselves again. What frame (or NULL)
 * does not have can be no colour and no filter: a column, an ion and, where all is said
 * by a file, energies, velocities and their like; then it is species, and all ions, until
 * a glass has it. */
void vitrine_look_take(VitrineLook *self, const Look *look, const Frame *frame,
                       gboolean from_file);
/* As it is now; valid until it changes. Hidden atoms and the camera are not in it. */
const Look *vitrine_look_get(VitrineLook *self);

/* A property action for each choice. */
void vitrine_look_add_actions(VitrineLook *self, GActionMap *map);
/* Keeps all of them in settings (which may be NULL). */
void vitrine_look_bind_settings(VitrineLook *self, GSettings *settings);
/* Possible values of a string property, NULL-terminated, static; NULL: any text. */
const char *const *vitrine_look_choices(const char *property);
