// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers and names as a person reads them in the window: narrow spaces between
 * thousands, a true minus sign, units, translated words. Pure functions; any thread.
 * All results: owner is the caller. NAN becomes "–". */
#pragma once

#include <glib.h>

#include "model/cell.h"
#include "model/scene.h"

/* "184 200" */
char *format_integer(gint64 n);
/* Fixed decimals, thousands separated: "1 496.0", "−0.12"; from 1e9 on "4.4 × 10¹⁹". */
char *format_number(double value, int decimals);
/* Three significant digits, never an exponent: "5 940", "61.3", "0.52". */
char *format_rate(double value);

/* ps → "184.20 ps", from 10 ns on "12.345 ns" */
char *format_time(double ps);
/* "now 1 496 ± 22 K" */
char *format_temperature_now(double mean, double sd);
/* "5 940 steps/s · 513 ns/day · 60 frames/s"; "paused" where no steps are
 * made, frames only where none are known */
char *format_rates(double steps_per_second, double ns_per_day, double frames_per_second);
/* GPa → "0.12 GPa" */
char *format_pressure(double gpa);
/* eV of all atoms → "−4.213 eV/atom" */
char *format_energy(double ev, guint n_atoms);
/* g/cm³ → "2.46 g/cm³" */
char *format_density(double density);
/* ps of glass per second of wall time → "10 fs/s", "1.5 ps/s", "as fast as it goes" */
char *format_speed(double ps_per_second);

/* "Na2Si2O5" → "Na₂Si₂O₅" */
char *format_formula(const char *plain);
/* "33.92 Å" for a cube, "33.9 × 33.9 × 35.0 Å", with angles when skewed */
char *format_cell(const Cell *cell);
/* "Sodium disilicate — 1500 K" */
char *format_title(const char *name, double target);
/* "Na₂Si₂O₅ · 3 000 atoms · Pedone 2006 · step 184 200" */
char *format_subtitle(const char *formula, guint n_atoms, const char *potential,
                      gint64 step);
/* "Si–O" */
char *format_pair(const char *a, const char *b);

/* Value of a potential parameter with the digits of its kind, without unit. */
char *format_parameter(ParamKind kind, double value);
/* Change of value against reference: "▴ +2.0 %", "▾ −0.5 %"; "" when they are the same
 * to 1e-9; "▴" or "▾" alone when reference is 0. */
char *format_change(double value, double reference);
/* "r0 Si–O", "z Na", "w B–O–Si": the plain name of a parameter, for titles and
 * accessibility. Its value does not matter. */
char *format_parameter_name(const ParamChange *param);

/* A number typed by a person: decimal point or comma, spaces ignored, the true minus
 * sign understood. FALSE when it is not a finite number. */
gboolean format_parse_number(const char *text, double *value);
