// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A plain file of weights: a text header that a person can read, then raw numbers.
 *
 *     vitrine-weights 1
 *     kind tensornet
 *     KEY VALUE…                          one line per key, any order
 *     array NAME f4|f8 ROWSxCOLUMNS… OFFSET   "-" for a single number
 *     end
 *
 * Offsets count bytes from the data's begin, the first multiple of 64 after the newline
 * behind "end"; arrays begin at multiples of 64. Numbers are little-endian IEEE, rows
 * first. A few lines of any language read it. Any thread. */
#pragma once

#include "potential/learned/weight-store.h"

typedef struct {
  GHashTable *keys; /* char* → char*, owned */
  WeightStore *store;
} WeightFile;

gboolean weight_file_recognises(const guint8 *data, gsize size);
WeightFile *weight_file_parse(GBytes *bytes, GError **error);
void weight_file_free(WeightFile *file);

/* Value of a key; an error that names it when it is missing. */
const char *weight_file_key(const WeightFile *file, const char *key, GError **error);
/* The same as a number within bounds. */
gboolean weight_file_number(const WeightFile *file, const char *key, double low,
                            double high, double *value, GError **error);

/* Single precision where that is exact, else double. header: lines "KEY VALUE…\n". */
gboolean weight_file_write(const char *path, const char *header, const WeightStore *store,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WeightFile, weight_file_free)
