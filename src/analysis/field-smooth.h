// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A periodic field convolved with a normalised Gaussian of width sigma (Å) in all
 * directions alike, whatever the cell; cut at 3 sigma. Pure function; any thread. */
#pragma once

#include "model/field.h"

/* sigma ≤ 0: the field itself. Owner of the reference: caller. */
Field *field_smooth(const Field *field, double sigma);
