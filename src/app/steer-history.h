// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Undo of steered parameters: each entry holds the values that one action replaced.
 * One thread per history. */
#pragma once

#include "model/scene.h"
#include "potential/force-field.h"

typedef struct SteerHistory SteerHistory;

SteerHistory *steer_history_new(void);
void steer_history_free(SteerHistory *history);

void steer_history_push(SteerHistory *history, const ParamChange *old, guint n);
/* The newest entry as an array of ParamChange, taken off; NULL when there is none.
 * Owner: caller. */
GArray *steer_history_pop(SteerHistory *history);
/* Drops the newest entry when now still has all its values: its action was refused. */
void steer_history_forget_refused(SteerHistory *history, const ForceField *now);
void steer_history_clear(SteerHistory *history);
guint steer_history_depth(const SteerHistory *history);

/* The steerable parameters of now whose value differs from that in reference, with the
 * value of now. Charges of the anion are left out: they follow. Owner: caller. */
GArray *steer_differences(const ForceField *reference, const ForceField *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SteerHistory, steer_history_free)
