// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How published works took D from a trajectory, so that their numbers can be met on their
 * own terms: what is sampled, which origins, which lags are fitted and how. Values; any
 * thread. */
#pragma once

#include <glib.h>

typedef enum {
  PROTOCOL_DRIFT_CENTRE,    /* the centre of mass is held */
  PROTOCOL_DRIFT_FRAMEWORK, /* the mean of the framework's atoms is held */
  PROTOCOL_DRIFT_NONE,
} ProtocolDrift;

typedef struct {
  const char *id;    /* "slope-50-150": word of the command line */
  const char *title; /* to be translated */
  double interval;   /* ps between samples; 0: every frame */
  double skip;       /* ps left out at the beginning */
  ProtocolDrift drift;
  gboolean single_origin; /* displacements from the first sample only */
  gboolean relative;      /* from and to are fractions of the time seen, else ps */
  double from, to;        /* lags fitted, by a plain straight line */
} TransportProtocol;

guint transport_protocol_count(void);
const TransportProtocol *transport_protocol_at(guint index);
/* NULL when there is none of that name. */
const TransportProtocol *transport_protocol_find(const char *id);
