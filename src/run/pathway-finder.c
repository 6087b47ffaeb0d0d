// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/pathway-finder.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/clearance-field.h"
#include "analysis/pathway-maker.h"
#include "base/base-error.h"

#define GRID       0.3 /* Å */
#define MOST_NODES 600000

/* Takes found. */
static Pathways *
at_level(Pathways *found, double level)
{
  g_autoptr(Pathways) pathways = found;

  return isnan(level) ? g_steal_pointer(&pathways) : pathway_finder_at(pathways, level);
}

Pathways *
pathway_finder_density(TrajectoryReader *reader, double to, double level,
                       AnalysisProgress progress, gpointer data, GError **error)
{
  AnalysisOptions options;

  analysis_options_init(&options);
  options.wanted = (const char *const[]){"density", NULL};
  options.to = to;
  options.progress = progress;
  options.data = data;
  g_autoptr(AnalysisResult) result = analyze_trajectory(reader, &options, error);
  if (!result)
    return NULL;
  if (result->pathways->len == 0) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("there are no mobile ions whose density could be shown"));
    return NULL;
  }
  return at_level(pathways_ref(g_ptr_array_index(result->pathways, 0)), level);
}

Pathways *
pathway_finder_room(const Frame *frame, double level, GError **error)
{
  double step = field_step(&frame->cell, GRID, MOST_NODES);
  g_autoptr(Field) field = clearance_field_of_framework(frame, -1, step);

  if (!field) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("there is no framework beside the ions"));
    return NULL;
  }
  if (isfinite(level))
    return pathways_from_clearance(field, NULL, frame, level);
  return at_level(pathways_from_clearance(field, NULL, frame, NAN), level);
}

Pathways *
pathway_finder_at(const Pathways *pathways, double level)
{
  g_return_val_if_fail(pathways != NULL, NULL);
  if (isinf(level))
    level = pathways_level_through(pathways);
  return isnan(level) ? pathways_ref(pathways) : pathways_at_level(pathways, level);
}
