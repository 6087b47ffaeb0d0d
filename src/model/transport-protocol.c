// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/transport-protocol.h"

#include <glib/gi18n.h>

static const TransportProtocol protocols[] = {
    {.id = "nvt-100ps",
     .title = N_("100 ps NVT, a sample every ps, centre of mass held, lags 10–50 %"),
     .interval = 1.0,
     .relative = TRUE,
     .from = 0.1,
     .to = 0.5},
    {.id = "slope-50-150",
     .title = N_("First 50 ps left out, slope between 50 and 150 ps"),
     .skip = 50.0,
     .from = 50.0,
     .to = 150.0},
    {.id = "single-origin",
     /* xgettext:no-c-format */
     .title = N_("From the first frame only, first half and last 5 % left out"),
     .single_origin = TRUE,
     .relative = TRUE,
     .from = 0.5,
     .to = 0.95},
    {.id = "iondiff",
     /* xgettext:no-c-format */
     .title = N_("IonDiff: the last 60 % of all lags, no drift removed"),
     .drift = PROTOCOL_DRIFT_NONE,
     .relative = TRUE,
     .from = 0.4,
     .to = 1.0},
    {.id = "framework",
     .title = N_("Mean of the framework held, lags 10–50 %"),
     .drift = PROTOCOL_DRIFT_FRAMEWORK,
     .relative = TRUE,
     .from = 0.1,
     .to = 0.5},
};

guint
transport_protocol_count(void)
{
  return G_N_ELEMENTS(protocols);
}

const TransportProtocol *
transport_protocol_at(guint index)
{
  g_return_val_if_fail(index < G_N_ELEMENTS(protocols), NULL);

  return &protocols[index];
}

const TransportProtocol *
transport_protocol_find(const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS(protocols); i++)
    if (g_strcmp0(protocols[i].id, id) == 0)
      return &protocols[i];
  return NULL;
}
