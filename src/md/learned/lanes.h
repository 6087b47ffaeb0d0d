// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Sums in wide loops (base/wide-loops.h) keep LANES partial sums by hand, so that all
 * versions give the same bits. */
#pragma once

#include "base/wide-loops.h"

#define LANES 8
