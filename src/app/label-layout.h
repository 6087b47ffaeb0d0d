// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which labels of a picture are written: those that are wanted most, as far as they do
 * not cover each other. Pure; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  guint id;
  double x, y;          /* px, middle of the label */
  double width, height; /* px */
  double rank;          /* smaller ones first: distance from the eye, or below 0 */
  gboolean written;
} Label;

/* Sorts labels by rank and sets written of at most `most` of them; those that would
 * overlap an earlier one, or stick out of width × height, are not. Returns their number.
 */
guint label_layout(Label *label, guint n, double width, double height, guint most);
