// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* D as a published work would have fitted it (model/transport-protocol.h): a plain
 * straight line through the mean square displacement between two lags. The lags of the
 * ladder lie evenly on a logarithmic axis, those of the works on a linear one: each is
 * given the weight of the time that it stands for. The error is not that of the
 * regression, which is ten times too small, but the spread over the ions (all origins) or
 * over eight parts of them (one origin). Whether the motion is diffusive at all is
 * another question: diffusion-gate.h. Pure functions; any thread. */
#pragma once

#include "analysis/diffusion-gate.h"
#include "analysis/origin-sums.h"
#include "model/transport-protocol.h"

/* Value NAN: not enough lags in the window yet. */
typedef struct {
  Estimate d;      /* Å²/ps */
  double offset;   /* Å² */
  double from, to; /* ps, first and last lag used */
} ProtocolResult;

ProtocolResult diffusion_protocol_fit(const TransportProtocol *protocol,
                                      const MsdSums *sums, const OriginSums *origin,
                                      guint group, double spacing);
/* Weights of m_k in D and in the offset of a straight line m = 6Dt + c, each point with
 * measure[k]. */
void diffusion_protocol_weights(const double *lag, const double *measure, guint n,
                                double *weight, double *offset);
