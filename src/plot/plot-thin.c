// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-thin.h"

#include <math.h>

void
plot_thinner_init(PlotThinner *thinner, GArray *points, double column)
{
  *thinner = (PlotThinner){.points = points, .column = column};
}

static void
put(PlotThinner *thinner, PlotPoint point)
{
  if (thinner->points->len > 0) {
    PlotPoint *before =
        &g_array_index(thinner->points, PlotPoint, thinner->points->len - 1);
    if (before->x == point.x && before->y == point.y)
      return;
  }
  g_array_append_val(thinner->points, point);
}

static void
open_column(PlotThinner *thinner, PlotPoint point)
{
  thinner->open = TRUE;
  thinner->at = floor(point.x / thinner->column);
  thinner->first = thinner->lowest = thinner->highest = thinner->last = point;
  thinner->low_first = TRUE;
}

void
plot_thinner_finish(PlotThinner *thinner)
{
  if (!thinner->open)
    return;
  put(thinner, thinner->first);
  put(thinner, thinner->low_first ? thinner->lowest : thinner->highest);
  put(thinner, thinner->low_first ? thinner->highest : thinner->lowest);
  put(thinner, thinner->last);
  thinner->open = FALSE;
}

void
plot_thinner_add(PlotThinner *thinner, double x, double y)
{
  PlotPoint point = {x, y};

  if (isnan(x) || isnan(y)) {
    plot_thinner_finish(thinner);
    PlotPoint gap = {NAN, NAN};
    g_array_append_val(thinner->points, gap);
    return;
  }
  if (thinner->open && floor(x / thinner->column) != thinner->at)
    plot_thinner_finish(thinner);
  if (!thinner->open) {
    open_column(thinner, point);
    return;
  }
  if (y < thinner->lowest.y) {
    thinner->lowest = point;
    thinner->low_first = FALSE;
  }
  if (y > thinner->highest.y) {
    thinner->highest = point;
    thinner->low_first = TRUE;
  }
  thinner->last = point;
}
