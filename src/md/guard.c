// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/guard.h"

#include <glib/gi18n.h>

#include "base/units.h"

#define FAR_AWAY   100.0 /* Å; no neighbour can be named */
#define CLOSE_PAIR 1.0   /* Å; nearer than this is an overlap */
#define LONG_STEP  2e-3  /* ps */
#define LANES      4

/* The atom with the largest vector; a vector that is not finite wins. */
static guint
find_worst(const Vec3 *vector, guint n, double *largest2)
{
  guint worst = 0;

  *largest2 = 0.0;
  for (guint i = 0; i < n; i++) {
    double v2 = vec3_norm2(vector[i]);
    if (v2 <= *largest2)
      continue;
    worst = i;
    *largest2 = v2;
    if (!isfinite(v2))
      break;
  }
  return worst;
}

static void
name_pair(const MdGuard *guard, guint atom, MdFault *fault)
{
  double nearest2 = INFINITY;

  fault->atom = fault->partner = atom;
  for (guint j = 0; j < guard->n; j++) {
    Vec3 d = vec3_sub(guard->position[j], guard->position[atom]);
    double r2 = vec3_norm2(cell_minimum_image(guard->cell, d));
    if (j == atom || !(r2 < nearest2))
      continue;
    nearest2 = r2;
    fault->partner = j;
  }
  fault->distance = sqrt(nearest2);
}

/* Four sums at a time: one alone would wait for itself. */
MdSizes
guard_sizes(const Vec3 *vector, guint begin, guint end)
{
  double sum[LANES] = {0}, largest2[LANES] = {0};
  MdSizes all = {0};
  guint i = begin;

  for (; i + LANES <= end; i += LANES)
    for (int k = 0; k < LANES; k++) {
      double v2 = vec3_norm2(vector[i + k]);
      sum[k] += v2;
      largest2[k] = v2 > largest2[k] ? v2 : largest2[k];
    }
  for (; i < end; i++)
    all = guard_join(all, (MdSizes){vec3_norm2(vector[i]), vec3_norm2(vector[i])});
  for (int k = 0; k < LANES; k++)
    all = guard_join(all, (MdSizes){sum[k], largest2[k]});
  return all;
}

MdSizes
guard_join(MdSizes a, MdSizes b)
{
  return (MdSizes){a.sum + b.sum, fmax(a.largest2, b.largest2)};
}

static gboolean
fits(MdSizes sizes, double limit)
{
  return isfinite(sizes.sum) && sizes.largest2 <= limit * limit;
}

gboolean
guard_velocities_fit(const MdGuard *guard, MdSizes sizes)
{
  return fits(sizes, MD_STEP_LIMIT / guard->dt);
}

gboolean
guard_forces_fit(MdSizes sizes)
{
  return fits(sizes, MD_FORCE_LIMIT);
}

static void
name_worst(const MdGuard *guard, const Vec3 *vector, MdFaultKind kind, MdFault *fault)
{
  double largest2;
  guint worst = find_worst(vector, guard->n, &largest2);

  *fault = (MdFault){.kind = isfinite(largest2) ? kind : MD_FAULT_NOT_FINITE,
                     .value = sqrt(largest2)};
  name_pair(guard, worst, fault);
}

void
guard_name_velocity(const MdGuard *guard, MdFault *fault)
{
  name_worst(guard, guard->velocity, MD_FAULT_DISPLACEMENT, fault);
  fault->value *= guard->dt;
}

void
guard_name_force(const MdGuard *guard, const Vec3 *force, MdFault *fault)
{
  name_worst(guard, force, MD_FAULT_FORCE, fault);
}

static const char *
likely_cause(const MdFault *fault, double dt)
{
  if (dt > LONG_STEP)
    return _("the time step is probably too long");
  if (fault->distance < CLOSE_PAIR)
    return _("two atoms overlap: the start is not relaxed, or a parameter lets them");
  return _("a parameter or the temperature is probably out of bounds");
}

char *
guard_describe(const MdFault *fault, const guint8 *type, const SpeciesList *species,
               double dt)
{
  const char *a = species->element[type[fault->atom]]->symbol;
  const char *b = species->element[type[fault->partner]]->symbol;
  g_autofree char *what = NULL;

  switch (fault->kind) {
  case MD_FAULT_CELL:
    return g_strdup_printf(
        _("Stopped at step %lld: the cell would change by %.1f %% in one step; the "
          "pressure is probably far from the one asked for, or the "
          "barostat's time too short."),
        (long long)fault->step, 100.0 * fault->value);
  case MD_FAULT_FORCE:
    what = g_strdup_printf(_("a force of %.0f eV/Å"), fault->value);
    break;
  case MD_FAULT_DISPLACEMENT:
    what = g_strdup_printf(_("a move of %.2f Å in one step"), fault->value);
    break;
  case MD_FAULT_NOT_FINITE:
  case MD_OK:
  default:
    what = g_strdup(_("a number that is not finite"));
    break;
  }
  if (!(fault->distance < FAR_AWAY))
    return g_strdup_printf(_("Stopped at step %lld: %s on %s %u; %s."),
                           (long long)fault->step, what, a, fault->atom + 1,
                           likely_cause(fault, dt));
  /* Translators: step number; what happened; two atoms with their numbers; distance;
   * cause */
  return g_strdup_printf(_("Stopped at step %lld: %s on %s %u, %.2f Å from %s %u; %s."),
                         (long long)fault->step, what, a, fault->atom + 1,
                         fault->distance, b, fault->partner + 1, likely_cause(fault, dt));
}
