// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is written over the picture: scale bar, axes and colour legend as far as they are
 * wanted, and lines with lengths and angles between two to four selected atoms. Takes no
 * events. Main thread. */
#pragma once

#include "app/vitrine-glass-area.h"
#include "render/picture-caption.h"

#define VITRINE_TYPE_GLASS_MARKS (vitrine_glass_marks_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassMarks, vitrine_glass_marks, VITRINE, GLASS_MARKS,
                     GtkWidget)

/* The picture under it; not owned, must live as long. */
void vitrine_glass_marks_set_area(VitrineGlassMarks *self, VitrineGlassArea *area);
void vitrine_glass_marks_set_parts(VitrineGlassMarks *self, CaptionParts parts);
/* Room that other things take at the lower left (height) and lower right (width), px. */
void vitrine_glass_marks_set_room(VitrineGlassMarks *self, int left, int right);
/* Atoms in the order of selection, and the frame whose numbers count (both copied or
 * referenced); frame may be NULL. */
void vitrine_glass_marks_set_selection(VitrineGlassMarks *self, const guint *atom,
                                       guint n, Frame *truth);
