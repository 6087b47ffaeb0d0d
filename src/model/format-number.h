// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers as a person reads them, where a drawing and a chart must write the same: '.' as
 * decimal point in every locale, a true minus sign, powers of ten as superscripts.
 * Pure functions; any thread. All results: owner is the caller. */
#pragma once

#include <glib.h>

/* Fixed decimals: "−0.12"; what rounds to zero has no sign. NAN: "—". */
char *number_format_fixed(double value, int decimals);
/* Significant digits: "3.142", "1.20 × 10⁻⁵" from 10⁵ on and below 10⁻³. */
char *number_format_digits(double value, int digits);
/* As number_format_digits, but zeros after the point are left out: "20", "0.5". */
char *number_format_short(double value, int digits);
/* "1.84 ± 0.09", "(1.84 ± 0.09) × 10⁻⁵": the error rounded to one significant digit,
 * two when it begins with 1, the value to the same place. error not positive and finite:
 * four digits of the value. */
char *number_format_error(double value, double error);
