// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a scene keeps of the picture besides the properties of VitrineLook: species and
 * atoms that are out of sight, and the camera. Main thread. */
#pragma once

#include "app/atom-selection.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-legend.h"

/* Of one window; not owned. */
typedef struct {
  VitrineLegend *legend; /* shows the species of frame */
  AtomSelection *selection;
  VitrineGlassArea *area;
} ViewKeeper;

/* Frame is shown as look says; what it does not say is as in a glass without a view:
 * everything is shown, from where all of it fits into the picture. */
void view_keeper_take(const ViewKeeper *keeper, const Look *look, const Frame *frame);
/* Writes how it is now into look, which has been initialised, and gives these keys. */
void view_keeper_fill(const ViewKeeper *keeper, const Frame *frame, Look *look);
