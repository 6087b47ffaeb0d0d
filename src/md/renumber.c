// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/renumber.h"

#include <string.h>

#include "base/vec3.h"
#include "md/parts.h"

typedef struct {
  const RenumberColumn *column;
  guint n_columns, n;
  const guint32 *order;
  char *old; /* the columns as they were, one after the other */
} Renumbering;

static void
keep_part(gpointer data, guint part, guint worker)
{
  const Renumbering *job = data;
  gsize begin = part_begin(job->n, part), end = part_begin(job->n, part + 1);
  char *old = job->old;

  for (guint c = 0; c < job->n_columns; c++) {
    gsize size = job->column[c].size;
    memcpy(old + begin * size, (const char *)job->column[c].array + begin * size,
           (end - begin) * size);
    old += job->n * size;
  }
}

#define GATHER(type)                                                                   \
  for (gsize k = begin; k < end; k++)                                                  \
  memcpy((char *)column->array + k * sizeof(type), old + job->order[k] * sizeof(type), \
         sizeof(type))

static void
gather(const Renumbering *job, const RenumberColumn *column, const char *old, guint part)
{
  gsize begin = part_begin(job->n, part), end = part_begin(job->n, part + 1);

  switch (column->size) {
  case sizeof(Vec3):
    GATHER(Vec3);
    break;
  case sizeof(double):
    GATHER(double);
    break;
  case sizeof(guint32):
    GATHER(guint32);
    break;
  case sizeof(guint8):
    GATHER(guint8);
    break;
  default:
    g_assert_not_reached();
  }
}

static void
gather_part(gpointer data, guint part, guint worker)
{
  const Renumbering *job = data;
  const char *old = job->old;

  for (guint c = 0; c < job->n_columns; c++) {
    gather(job, &job->column[c], old, part);
    old += job->n * job->column[c].size;
  }
}

void
renumber_columns(Team *team, const RenumberColumn *column, guint n_columns,
                 const guint32 *order, guint n)
{
  Renumbering job = {.column = column, .n_columns = n_columns, .n = n, .order = order};
  gsize bytes = 0;

  for (guint c = 0; c < n_columns; c++)
    bytes += n * column[c].size;
  g_autofree char *old = g_malloc(bytes);
  job.old = old;
  parts_run(team, keep_part, &job);
  parts_run(team, gather_part, &job);
}
