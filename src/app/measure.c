// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/measure.h"

#include <glib/gi18n.h>

#include "app/format.h"

#define DEGREES (180.0 / G_PI)

static Vec3
between(const Frame *frame, guint a, guint b)
{
  return cell_minimum_image(&frame->cell,
                            vec3_sub(frame->position[b], frame->position[a]));
}

double
measure_distance(const Frame *frame, guint a, guint b)
{
  return vec3_norm(between(frame, a, b));
}

double
measure_angle(const Frame *frame, guint a, guint b, guint c)
{
  Vec3 u = between(frame, b, a), v = between(frame, b, c);
  double sine = vec3_norm(vec3_cross(u, v)), cosine = vec3_dot(u, v);

  return sine == 0.0 && cosine == 0.0 ? NAN : atan2(sine, cosine) * DEGREES;
}

double
measure_dihedral(const Frame *frame, const guint atom[4])
{
  Vec3 p = between(frame, atom[0], atom[1]), q = between(frame, atom[1], atom[2]);
  Vec3 r = between(frame, atom[2], atom[3]);
  Vec3 m = vec3_cross(p, q), n = vec3_cross(q, r);

  if (vec3_norm2(m) == 0.0 || vec3_norm2(n) == 0.0)
    return NAN;
  return atan2(vec3_norm(q) * vec3_dot(p, n), vec3_dot(m, n)) * DEGREES;
}

static char *
chain_name(const Frame *frame, const guint *atom, guint n)
{
  GString *text = g_string_new(NULL);

  for (guint k = 0; k < n; k++)
    g_string_append_printf(text, "%s%s %u", k > 0 ? " – " : "",
                           frame->species->element[frame->type[atom[k]]]->symbol,
                           atom[k] + 1);
  return g_string_free(text, FALSE);
}

char *
measure_text(const Frame *frame, const guint *atom, guint n)
{
  if (n < 2 || n > 4)
    return NULL;
  g_autofree char *name = chain_name(frame, atom, n);
  double value = n == 2   ? measure_distance(frame, atom[0], atom[1])
                 : n == 3 ? measure_angle(frame, atom[0], atom[1], atom[2])
                          : measure_dihedral(frame, atom);
  g_autofree char *number = format_number(value, n == 2 ? 3 : 1);

  return n == 2 ? g_strdup_printf("%s: %s Å", name, number)
                : g_strdup_printf("%s: %s°", name, number);
}
