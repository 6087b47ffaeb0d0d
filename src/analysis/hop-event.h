// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A hop as it is told. Pure functions; any thread. */
#pragma once

#include "analysis/hop-tally.h"
#include "analysis/hop-window.h"
#include "model/event.h"
#include "model/species.h"

typedef struct {
  HopMethod method;
  const Element *element;
  guint32 atom;
  gboolean back;
} HopTeller;

/* EVENT_HOP at the instant: places of the record with the drift put back in. Owner:
 * caller, who adds the path. */
Event *hop_event_new(const HopTeller *teller, const HopRecord *record,
                     const HopInstant *instant);
