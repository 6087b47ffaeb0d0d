// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The catalogue's descriptions, then those of what is measured on request
 * (OBSERVABLE_MEASURED), for those who show them or ask for them: window and command
 * line. Static; any thread. */
#pragma once

#include "model/observable.h"

guint observables_count(void);
const Observable *observables_get(guint index);
/* The observable that has this chart, or NULL; chart (may be NULL) is where it stands
 * among its charts. */
const Observable *observables_find_chart(const char *chart_id, guint *chart);
