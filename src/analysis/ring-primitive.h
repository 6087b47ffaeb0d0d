// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Primitive rings; see ring-search.h. */
#pragma once

#include "analysis/ring-collect.h"

/* Rings of 2 to size_most formers into collect. */
void ring_primitive_search(const RingGraph *graph, guint size_most, RingCollect *collect);
