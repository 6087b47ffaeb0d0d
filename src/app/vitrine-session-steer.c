// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-session-inside.h"

#include "potential/potential-set.h"

void
vitrine_session_post(VitrineSession *self, const Command *command)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (!self->run)
    return;

  if (command_starts_epoch(command) || command->kind == COMMAND_TIME_STEP)
    vitrine_session_keep_good(self);
  if (command->kind == COMMAND_PLAY || command->kind == COMMAND_STEP)
    vitrine_session_set_stopped(self, NULL);
  run_post(self->run, command);
  g_signal_emit_by_name(self, "posted", command);
}

void
vitrine_session_play(VitrineSession *self, gboolean play)
{
  vitrine_session_post(self, &(Command){.kind = play ? COMMAND_PLAY : COMMAND_PAUSE});
}

void
vitrine_session_step(VitrineSession *self)
{
  vitrine_session_post(self, &(Command){.kind = COMMAND_STEP});
}

void
vitrine_session_seek(VitrineSession *self, guint frame)
{
  vitrine_session_post(self, &(Command){.kind = COMMAND_SEEK, .integer = (int)frame});
}

void
vitrine_session_set_number(VitrineSession *self, CommandKind kind, double value)
{
  if (kind == COMMAND_SPEED && !self->trajectory)
    self->speed = value;
  vitrine_session_post(self, &(Command){.kind = kind, .value = value});
}

void
vitrine_session_set_ensemble(VitrineSession *self, Ensemble ensemble)
{
  vitrine_session_post(self, &(Command){.kind = COMMAND_ENSEMBLE, .integer = ensemble});
}

void
vitrine_session_set_param(VitrineSession *self, const ParamChange *change)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (!self->run)
    return;

  ParamChange old = *change;
  old.value = potential_value(self->now, change);
  steer_history_push(self->history, &old, 1);
  vitrine_session_post(self, &(Command){.kind = COMMAND_PARAM, .param = *change});
}

void
vitrine_session_reset_params(VitrineSession *self)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (!self->run)
    return;

  g_autoptr(GArray) changes = steer_differences(self->of_set, self->now);
  if (changes->len == 0)
    return;
  steer_history_push(self->history, (ParamChange *)changes->data, changes->len);
  vitrine_session_post(self, &(Command){.kind = COMMAND_RESET_PARAMS});
}

void
vitrine_session_set_potential(VitrineSession *self, const char *potential)
{
  g_return_if_fail(VITRINE_IS_SESSION(self) && potential != NULL);

  vitrine_session_post(self, &(Command){.kind = COMMAND_POTENTIAL,
                                        .potential = g_intern_string(potential)});
}

gboolean
vitrine_session_can_undo(VitrineSession *self)
{
  return steer_history_depth(self->history) > 0;
}

void
vitrine_session_undo(VitrineSession *self)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));

  g_autoptr(GArray) changes = steer_history_pop(self->history);
  for (guint i = 0; changes && i < changes->len; i++) {
    const ParamChange *change = &g_array_index(changes, ParamChange, i);
    vitrine_session_post(self, &(Command){.kind = COMMAND_PARAM, .param = *change});
  }
}
