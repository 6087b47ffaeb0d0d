// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Several models of one kind that judge each other: where they differ, none has seen what
 * the atoms do. Written as the paths of their files,
 *
 *     "a.pt + b.pt + c.pt"   the mean of their forces drives
 *     "a.pt | b.pt | c.pt"   the first drives, the others judge
 *
 * Its elements are those that every member knows. Immutable as any LearnedModel. */
#pragma once

#include "potential/learned/learned-model.h"

#define COMMITTEE_MOST 16

typedef struct {
  LearnedModel base;
  GPtrArray *members; /* LearnedModel*, owned references */
  gboolean first_drives;
} CommitteeModel;

/* The paths of the members, or NULL when the text is that of one file. first_drives may
 * be NULL. Owner: caller. */
char **committee_split(const char *potential, gboolean *first_drives);
/* The text for these paths. Owner: caller. */
char *committee_join(const char *const *paths, gboolean first_drives);

/* Errors name the member. */
LearnedModel *committee_model_open(const char *potential, GError **error);
/* The same of open models (references are taken). */
LearnedModel *committee_model_new(GPtrArray *members, gboolean first_drives,
                                  GError **error);
