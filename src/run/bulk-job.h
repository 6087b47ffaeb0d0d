// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A measurement by a protocol of its own (bulk-protocol.h) beside a run that goes on: a
 * copy of its present state on a thread of its own, with one worker that gives way to
 * everybody else (nice + 10). The run is not touched.
 *
 *   caller ── scene ──▶ thread ── bulk_protocol_run ──▶ the latest chart ──▶ caller
 *
 * All calls from one thread; none but the last waits. Charts are those of the protocol
 * with what is known so far; while it goes on their verdict says how far it is,
 * afterwards nothing, or why it ended. */
#pragma once

#include "model/scene.h"
#include "model/series.h"

typedef struct BulkJob BulkJob;

/* Whether a chart is made by a measurement of this kind: "modulus", "expansion",
 * "capacity" (observables.h, OBSERVABLE_MEASURED). */
gboolean bulk_job_can_make(const char *chart_id);

/* Begins; scene is copied. settle and hold as in BulkOptions, ps. */
BulkJob *bulk_job_new(const Scene *scene, const char *chart_id, double settle,
                      double hold);
/* Ends it, after some steps at most; what it knows is lost. Accepts NULL. */
void bulk_job_free(BulkJob *job);

/* Id of the chart that it makes. */
const char *bulk_job_chart_id(const BulkJob *job);
/* The newest chart if it was not taken yet, else NULL. Owner: caller. */
Chart *bulk_job_take_chart(BulkJob *job);
/* No chart will come any more, except for one that was not taken yet. */
gboolean bulk_job_is_over(BulkJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BulkJob, bulk_job_free)
