// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/chart-end.h"

#include <glib/gi18n.h>

#include "run/observables.h"

void
chart_end(Chart *chart, guint n_frames)
{
  g_return_if_fail(chart != NULL);

  const Observable *about = observables_find_chart(chart->id, NULL);

  if (chart->level != VERDICT_WAIT || g_strcmp0(chart->verdict, _("waiting for data")))
    return;
  if (about && about->flags & OBSERVABLE_LIVE) {
    chart_take_verdict(chart, VERDICT_NOTICE,
                       g_strdup(_("it takes runs at several temperatures")));
    return;
  }
  chart_take_verdict(
      chart, VERDICT_NOTICE,
      g_strdup_printf(ngettext("the one frame is too little for it",
                               "the %u frames are too little for it", n_frames),
                      n_frames));
}
