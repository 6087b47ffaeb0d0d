// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A small moment tensor potential whose numbers follow a rule, as MLIP would write it:
 * two species, two radial functions, moments of rank 0, 1 and 2, products of them. */
#pragma once

#include <glib.h>

/* Radial coefficients of four pairs, energies of two species, weights of five scalars. */
#define SMALL_MTP_PARAMETERS (4 * 2 * 4 + 2 + 5)

/* tag: the symbols of the species, "Si O". Owner: caller. */
char *small_mtp_text(const char *tag);
/* The same with one parameter moved. */
char *small_mtp_text_moved(const char *tag, int parameter, double by);
