// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Popover in which a person chooses which plots are shown: all charts of the catalogue
 * under their groups, searched by title, group and explanation; the one under the pointer
 * or with the focus is explained beside the list. Main thread.
 *
 * Signals: toggled (id), a chart was clicked; reset, the default is wanted. The chosen
 * ones change only by vitrine_plot_picker_set_chosen. */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_PLOT_PICKER (vitrine_plot_picker_get_type())
G_DECLARE_FINAL_TYPE(VitrinePlotPicker, vitrine_plot_picker, VITRINE, PLOT_PICKER,
                     GtkPopover)

/* ids are copied. */
void vitrine_plot_picker_set_chosen(VitrinePlotPicker *self, const char *const *ids);
