// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/format-closures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"

/* Closures get the object that the label is bound on first, the template last. */

static char *
time_closure(gpointer object, double ps)
{
  return format_time(ps);
}

static char *
temperature_now_closure(gpointer object, double mean, double sd)
{
  return format_temperature_now(mean, sd);
}

static char *
kelvin_closure(gpointer object, double temperature)
{
  g_autofree char *number = format_number(temperature, 0);
  return g_strconcat(number, " K", NULL);
}

static char *
rates_closure(gpointer object, double steps, double ns, double frames)
{
  return format_rates(steps, ns, frames);
}

static char *
step_closure(gpointer object, gint64 step)
{
  g_autofree char *number = format_integer(step);
  return g_strdup_printf(_("step %s"), number);
}

static char *
steps_per_second_closure(gpointer object, double value)
{
  g_autofree char *number = format_rate(value);
  return g_strdup_printf(_("%s steps/s"), number);
}

static char *
ns_per_day_closure(gpointer object, double value)
{
  g_autofree char *number = format_rate(value);
  return g_strdup_printf(_("%s ns/day"), number);
}

static char *
frame_rate_closure(gpointer object, double value)
{
  g_autofree char *number = format_number(value, 0);
  return g_strdup_printf(_("%s frames/s"), number);
}

static char *
count_closure(gpointer object, guint n)
{
  return format_integer(n);
}

static char *
pressure_closure(gpointer object, double gpa)
{
  return format_pressure(gpa);
}

static char *
energy_closure(gpointer object, double ev, guint n_atoms)
{
  return format_energy(ev, n_atoms);
}

static char *
density_closure(gpointer object, double density)
{
  return format_density(density);
}

static gboolean
is_known_closure(gpointer object, double value)
{
  return isfinite(value);
}

static char *
title_closure(gpointer object, const char *name, double target)
{
  return format_title(name, target);
}

static char *
subtitle_closure(gpointer object, const char *formula, guint n_atoms,
                 const char *potential, gint64 step)
{
  return format_subtitle(formula, n_atoms, potential, step);
}

void
format_bind_closures(GtkWidgetClass *klass)
{
  static const struct {
    const char *name;
    GCallback function;
  } closures[] = {
      {"format_time", G_CALLBACK(time_closure)},
      {"format_temperature_now", G_CALLBACK(temperature_now_closure)},
      {"format_kelvin", G_CALLBACK(kelvin_closure)},
      {"format_rates", G_CALLBACK(rates_closure)},
      {"format_step", G_CALLBACK(step_closure)},
      {"format_steps_per_second", G_CALLBACK(steps_per_second_closure)},
      {"format_ns_per_day", G_CALLBACK(ns_per_day_closure)},
      {"format_frame_rate", G_CALLBACK(frame_rate_closure)},
      {"format_count", G_CALLBACK(count_closure)},
      {"format_pressure", G_CALLBACK(pressure_closure)},
      {"format_energy", G_CALLBACK(energy_closure)},
      {"format_density", G_CALLBACK(density_closure)},
      {"is_known", G_CALLBACK(is_known_closure)},
      {"format_title", G_CALLBACK(title_closure)},
      {"format_subtitle", G_CALLBACK(subtitle_closure)},
  };

  for (guint i = 0; i < G_N_ELEMENTS(closures); i++)
    gtk_widget_class_bind_template_callback_full(klass, closures[i].name,
                                                 closures[i].function);
}
