// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/frame-check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define UNEVEN      0.02 /* of the spacing */
#define FILE_DIGITS 2e-5 /* relative: times are often written with six digits */

static gboolean
refuse(GError **error, const char *reason)
{
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, reason);
  return FALSE;
}

static gboolean
same_species(const SpeciesList *a, const SpeciesList *b)
{
  return a == b || (a->n == b->n &&
                    memcmp(a->element, b->element, a->n * sizeof a->element[0]) == 0);
}

static gboolean
check_structure(const FrameCheck *check, const Frame *frame, GError **error)
{
  if (frame->n_atoms != check->n_atoms) {
    g_autofree char *reason = g_strdup_printf(_("%u atoms where there were %u before"),
                                              frame->n_atoms, check->n_atoms);
    return refuse(error, reason);
  }
  if (!same_species(frame->species, check->species) ||
      memcmp(frame->type, check->type, frame->n_atoms) != 0)
    return refuse(error, _("the atoms are of other kinds than before"));
  return TRUE;
}

static gboolean
check_positions(const Frame *frame, GError **error)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 r = frame->position[i];
    if (isfinite(r.x + r.y + r.z))
      continue;
    g_autofree char *reason =
        g_strdup_printf(_("the position of atom %u is not a number"), i + 1);
    return refuse(error, reason);
  }
  return TRUE;
}

static gboolean
check_time(const FrameCheck *check, const Frame *frame, gboolean even, GError **error)
{
  double gap = frame->time - check->last;
  double spacing = frame_check_spacing(check);

  if (!isfinite(frame->time))
    return refuse(error, _("the time of the frame is not known"));
  if (check->n_frames == 0)
    return TRUE;
  if (gap <= 0.0)
    return refuse(error, _("time does not increase"));
  double tolerance =
      MIN(UNEVEN * spacing + FILE_DIGITS * fabs(frame->time), 0.5 * spacing);
  if (!even || check->n_frames < 2 || fabs(gap - spacing) <= tolerance)
    return TRUE;
  g_autofree char *reason = g_strdup_printf(
      _("%g ps after the frame before, where the spacing was %g ps"), gap, spacing);
  return refuse(error, reason);
}

static void
begin(FrameCheck *check, const Frame *frame)
{
  check->begun = TRUE;
  check->n_atoms = frame->n_atoms;
  check->species = species_list_ref(frame->species);
  check->type = g_memdup2(frame->type, frame->n_atoms);
}

gboolean
frame_check(FrameCheck *check, const Frame *frame, gboolean even, GError **error)
{
  if (check->begun && !check_structure(check, frame, error))
    return FALSE;
  if (!check_positions(frame, error) || !check_time(check, frame, even, error))
    return FALSE;
  if (!check->begun)
    begin(check, frame);
  if (check->n_frames++ == 0)
    check->first = frame->time;
  check->last = frame->time;
  return TRUE;
}

void
frame_check_begin_epoch(FrameCheck *check)
{
  check->n_frames = 0;
}

void
frame_check_clear(FrameCheck *check)
{
  g_clear_pointer(&check->species, species_list_unref);
  g_clear_pointer(&check->type, g_free);
  *check = (FrameCheck){0};
}

double
frame_check_spacing(const FrameCheck *check)
{
  return check->n_frames > 1 ? (check->last - check->first) / (check->n_frames - 1) : 0.0;
}
