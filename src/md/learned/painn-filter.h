// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Filters of all blocks of a PaiNN as functions of the distance, in a table. Immutable;
 * any thread. */
#pragma once

#include "potential/learned/painn-model.h"

typedef struct PainnFilter PainnFilter;

PainnFilter *painn_filter_new(const PainnModel *model);
void painn_filter_free(PainnFilter *filter);
/* 3 units numbers of a block at r (Å, within the cut-off), and their slopes, per Å,
 * unless slope is NULL. */
void painn_filter_evaluate(const PainnFilter *filter, int block, double r, double *value,
                           double *slope);
