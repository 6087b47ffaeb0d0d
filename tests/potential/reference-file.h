// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Structures with known energy, forces and virial: tests/data/forces/NAME.extxyz.gz. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct {
  Frame *frame;       /* positions and, in force, the reference forces */
  GHashTable *header; /* key → text of the second line */
} ReferenceFile;

/* Aborts the test when the file cannot be read. */
ReferenceFile *reference_file_read(const char *name);
void reference_file_free(ReferenceFile *file);

/* A number of the header; 0 when it is not there. */
double reference_file_number(const ReferenceFile *file, const char *key);
/* n numbers of the header, which must be there. */
void reference_file_numbers(const ReferenceFile *file, const char *key, guint n,
                            double *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReferenceFile, reference_file_free)
