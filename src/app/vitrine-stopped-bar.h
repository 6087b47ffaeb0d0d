// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The bar that comes down when the run stopped itself: the reason, and the two ways on.
 * Main thread. Property: reason (NULL: the bar is away). */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_STOPPED_BAR (vitrine_stopped_bar_get_type())
G_DECLARE_FINAL_TYPE(VitrineStoppedBar, vitrine_stopped_bar, VITRINE, STOPPED_BAR,
                     GtkWidget)

void vitrine_stopped_bar_set_reason(VitrineStoppedBar *self, const char *reason);
