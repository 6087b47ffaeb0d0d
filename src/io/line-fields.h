// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Words and numbers of a line of text. '.' is the decimal point in every locale; Fortran
 * exponents (1.5D-3) are numbers too. Pure; any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"
#include "model/species.h"

/* Coordinates and the like beyond this (in Å, Å/ps, eV/Å) are taken for garbage. */
#define FIELD_LARGEST 1e9

/* Cuts line at white space, in place; the words point into it. Returns their number. */
guint line_fields_split(char *line, GPtrArray *words);

/* The whole word must be a number (nan and inf are, see field_to_coordinate). */
gboolean field_to_double(const char *word, double *value);
/* The same, finite and not beyond FIELD_LARGEST. */
gboolean field_to_coordinate(const char *word, double *value);
gboolean field_to_integer(const char *word, gint64 *value);
/* Three coordinates in consecutive words. Returns the index of the first bad one, or 3.
 */
guint fields_to_vec3(char *const *words, Vec3 *v);
/* Numbers separated by white space, commas or brackets. FALSE unless exactly n. */
gboolean text_to_numbers(const char *text, double *numbers, guint n);

/* "Na", "NA", "na", "11"; NULL when there is no such element. */
const Element *field_to_element(const char *word);
