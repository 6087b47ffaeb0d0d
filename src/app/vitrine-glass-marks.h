// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is written over the picture: scale bar, axes and colour legend as far as they are
 * wanted, names beside atoms, lines with lengths and angles between two to four selected
 * atoms, and the rubber band. Takes no events. Main thread. */
#pragma once

#include "app/picture-tags.h"
#include "app/vitrine-glass-area.h"
#include "render/picture-caption.h"

#define VITRINE_TYPE_GLASS_MARKS (vitrine_glass_marks_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassMarks, vitrine_glass_marks, VITRINE, GLASS_MARKS,
                     GtkWidget)

/* The picture under it; not owned, must live as long. */
void vitrine_glass_marks_set_area(VitrineGlassMarks *self, VitrineGlassArea *area);
void vitrine_glass_marks_set_parts(VitrineGlassMarks *self, CaptionParts parts);
/* Room that other things take at the lower left (height) and at the lower right (width
 * and height), px: what has no room beside the latter goes above it. */
void vitrine_glass_marks_set_room(VitrineGlassMarks *self, int left, int right,
                                  int right_height);
/* Atoms in the order of selection, and the frame whose numbers count (both copied or
 * referenced); frame may be NULL. */
void vitrine_glass_marks_set_selection(VitrineGlassMarks *self, const guint *atom,
                                       guint n, Frame *truth);
/* Whose names are written. */
void vitrine_glass_marks_set_names(VitrineGlassMarks *self, TagsOf names);
/* Two opposite corners x, y, x, y (px; copied), or NULL. */
void vitrine_glass_marks_set_band(VitrineGlassMarks *self, const double *band);
/* Keeps in shot whose names and numbers are written. */
void vitrine_glass_marks_fill_shot(VitrineGlassMarks *self, GlassShot *shot);
/* The same tags for a picture of another size (for files), px as captions count them. */
void vitrine_glass_marks_add_tags(VitrineGlassMarks *self, Caption *caption, double width,
                                  double height);
