// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* An embedding network of DeePMD, one number in and width numbers out, as a table:
 * pieces of degree five that keep value, slope and curvature of the network, refined
 * until they agree with it to 1e-13 in between. Outside of the table, and where no table
 * of bearable size is as good (or none is wanted: high = low), it is the network itself.
 * The slope is always that of the value. Immutable; any thread.
 *
 * Rows are padded with zeros to multiples of LANES. No operation is contracted and
 * none reordered: the same bits on every processor. */
#pragma once

#include "md/learned/lanes.h"
#include "potential/learned/deepmd-model.h"

typedef struct DeepmdTable DeepmdTable;

DeepmdTable *deepmd_table_new(const DeepmdNet *net, double low, double high);
void deepmd_table_free(DeepmdTable *table);
/* Padded length of a row. */
int deepmd_table_width(const DeepmdTable *table);
/* Doubles of a thread's scratch. */
gsize deepmd_table_work(const DeepmdTable *table);
/* slope may be NULL. */
void deepmd_table_evaluate(const DeepmdTable *table, double x, double *work,
                           double *value, double *slope);
