// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Mean square displacement from one origin, the first sample, against time: what some
 * published works fit. 1,024 entries; when they are full every second one is dropped and
 * from then on twice as many samples make one entry. Points of a group are dealt to eight
 * parts in turn. 64 kB per group. Embedded; zeroed memory is empty. One thread. */
#pragma once

#include "analysis/msd-sums.h"

#define ORIGIN_ROOM 1024

typedef struct {
  guint n_points, n_groups;
  MsdGroup group[MSD_GROUPS_MOST];
  float *start;      /* 3 n_points; owned */
  double *value;     /* Å², mean over each part: [entry][group][part]; owned */
  guint64 n_samples; /* seen, the origin among them */
  guint64 stride;    /* samples per entry */
  guint n;           /* entries; entry k is (k + 1) strides after the origin */
} OriginSums;

void origin_sums_init(OriginSums *sums, const MsdGroup *group, guint n_groups,
                      guint n_points);
void origin_sums_clear(OriginSums *sums);
/* The next sample is another origin. */
void origin_sums_reset(OriginSums *sums);
/* One more sample, as msd_sums_add. */
void origin_sums_add(OriginSums *sums, const float *xyz);

/* Length of the time from the origin to an entry, in samples. */
guint64 origin_sums_samples(const OriginSums *sums, guint entry);
/* Å², of one part of a group. */
double origin_sums_part(const OriginSums *sums, guint entry, guint group, guint part);
