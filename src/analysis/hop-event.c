// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-event.h"

#include <glib/gi18n.h>

#include "model/format-number.h"

Event *
hop_event_new(const HopTeller *teller, const HopRecord *record, const HopInstant *instant)
{
  Event *event = event_new(EVENT_HOP, instant->step, instant->time);
  double length = vec3_norm(vec3_sub(record->to, record->from));
  g_autofree char *number = number_format_fixed(length, 1);

  event->epoch = instant->epoch;
  event->method = teller->method;
  /* Translators: an ion (Na) moved from one cage to another; "back" to where it was */
  event->text =
      g_strdup_printf(teller->back ? _("%s hops back, %s Å") : _("%s hops, %s Å"),
                      teller->element->symbol, number);
  event_set_atoms(event, &teller->atom, 1);
  event->from = vec3_add(record->from, instant->drift);
  event->to = vec3_add(record->to, instant->drift);
  event->left = record->left;
  event->entered = record->entered;
  event->length = length;
  event->duration = record->duration;
  event->back = teller->back;
  return event;
}
