// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One number that can be steered: symbol and name on the left, the value with its unit on
 * the right, editable in place, and how far it is from a reference value. Enter or
 * leaving the field commits, Escape takes back, the up and down keys change by 1 %
 * (Shift: 0.1 %). A number typed beyond a bound becomes the bound, and the row says so:
 * in a toast (action win.toast), as tooltip, and as description for assistive technology.
 * Main thread.
 *
 * Properties (set in .ui files): symbol, title, unit, digits, lower, upper, value,
 * reference (NAN: none), editable, label (name for assistive technology).
 * Signal: edited (double) once per change that a person makes; setting the property does
 * not emit it. */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_NUMBER_ROW (vitrine_number_row_get_type())
G_DECLARE_FINAL_TYPE(VitrineNumberRow, vitrine_number_row, VITRINE, NUMBER_ROW, GtkWidget)

double vitrine_number_row_get_value(VitrineNumberRow *self);
/* Shows value; a text that a person is typing is left alone unless value differs from the
 * one shown before. */
void vitrine_number_row_set_value(VitrineNumberRow *self, double value);
void vitrine_number_row_set_reference(VitrineNumberRow *self, double reference);
void vitrine_number_row_set_editable(VitrineNumberRow *self, gboolean editable);
/* Name for assistive technology: "r0 Si–O". */
void vitrine_number_row_set_label(VitrineNumberRow *self, const char *label);
