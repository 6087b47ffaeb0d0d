// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/scene-options.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "io/scene-file.h"
#include "potential/learned/committee-model.h"

void
scene_options_init(SceneOptions *options)
{
  *options = (SceneOptions){.alpha = NAN,
                            .rc = NAN,
                            .sr_cut = NAN,
                            .temperature = NAN,
                            .tau = NAN,
                            .dt_fs = NAN,
                            .pressure_gpa = NAN,
                            .tau_pressure = NAN,
                            .ramp_to = NAN,
                            .ramp_pressure_to = NAN,
                            .seed = -1};
}

void
scene_options_clear(SceneOptions *options)
{
  g_free(options->potential);
  g_free(options->coulomb);
  g_free(options->sr_shift);
  g_free(options->ensemble);
  g_free(options->precision);
  g_free(options->kernel);
  g_strfreev(options->set);
  g_strfreev(options->committee);
}

GOptionEntry *
scene_options_entries(SceneOptions *o, const GOptionEntry *own, gboolean with_run)
{
  const GOptionEntry field[] = {
      {"potential", 0, 0, G_OPTION_ARG_STRING, &o->potential,
       N_("Parameter set by name, or a file (default pedone2006)"), "NAME|FILE"},
      {"committee", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->committee,
       N_("One file of a committee of learned models (repeat it): their mean drives, by "
          "how much they differ is told"),
       "FILE"},
      {"coulomb", 0, 0, G_OPTION_ARG_STRING, &o->coulomb,
       N_("dsf, wolf, pme or ewald (default: the set's)"), "SCHEME"},
      {"alpha", 0, 0, G_OPTION_ARG_DOUBLE, &o->alpha, N_("Coulomb damping, 1/Å"), "X"},
      {"rc", 0, 0, G_OPTION_ARG_DOUBLE, &o->rc, N_("Coulomb cut-off, Å"), "R"},
      {"sr-cut", 0, 0, G_OPTION_ARG_DOUBLE, &o->sr_cut, N_("Short-range cut-off, Å"),
       "R"},
      {"sr-shift", 0, 0, G_OPTION_ARG_STRING, &o->sr_shift,
       N_("Short range at its cut-off: none, energy or force"), "KIND"},
      {"precision", 0, 0, G_OPTION_ARG_STRING, &o->precision, N_("mixed or double"), "P"},
      {"kernel", 0, 0, G_OPTION_ARG_STRING, &o->kernel,
       N_("Pair kernel: scalar, generic, avx2 or avx512 (default: the best)"), "NAME"},
      {"threads", 0, 0, G_OPTION_ARG_INT, &o->threads, N_("Number of threads"), "N"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->set,
       N_("One setting of the scene, e.g. --set 'r0 Si-O=2.14'"), "KEY=VALUE"},
  };
  const GOptionEntry run[] = {
      {"ensemble", 0, 0, G_OPTION_ARG_STRING, &o->ensemble,
       N_("nve, nvt-bussi (nvt), nvt-nose-hoover, nvt-langevin, npt-scr (npt) or "
          "npt-mtk"),
       "NAME"},
      {"temperature", 0, 0, G_OPTION_ARG_DOUBLE, &o->temperature, N_("K"), "T"},
      {"tau", 0, 0, G_OPTION_ARG_DOUBLE, &o->tau, N_("Thermostat time, ps"), "PS"},
      {"pressure", 0, 0, G_OPTION_ARG_DOUBLE, &o->pressure_gpa, N_("GPa"), "P"},
      {"tau-pressure", 0, 0, G_OPTION_ARG_DOUBLE, &o->tau_pressure,
       N_("Barostat time, ps"), "PS"},
      {"ramp-to", 0, 0, G_OPTION_ARG_DOUBLE, &o->ramp_to,
       N_("Temperature at the end, K: it changes evenly over the run"), "T"},
      {"ramp-pressure-to", 0, 0, G_OPTION_ARG_DOUBLE, &o->ramp_pressure_to,
       N_("Pressure at the end, GPa"), "P"},
      {"dt", 0, 0, G_OPTION_ARG_DOUBLE, &o->dt_fs, N_("Time step, fs"), "FS"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &o->seed, N_("Seed of all random numbers"), "N"},
  };
  GArray *all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

  for (; own->long_name; own++)
    g_array_append_val(all, *own);
  g_array_append_vals(all, field, G_N_ELEMENTS(field));
  if (with_run)
    g_array_append_vals(all, run, G_N_ELEMENTS(run));
  return (GOptionEntry *)g_array_free(all, FALSE);
}

static gboolean
set_text(Scene *scene, const char *key, const char *value, GError **error)
{
  return !value || scene_set(scene, key, value, error);
}

static gboolean
set_number(Scene *scene, const char *key, double value, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan(value) ||
         scene_set(scene, key, g_ascii_dtostr(text, sizeof text, value), error);
}

static gboolean
set_committee(Scene *scene, char **files, GError **error)
{
  if (!files)
    return TRUE;
  g_autofree char *text = committee_join((const char *const *)files, FALSE);
  if (g_strv_length(files) > 1)
    return scene_set(scene, "potential", text, error);
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                      _("a committee needs --committee at least twice"));
  return FALSE;
}

static gboolean
set_pair(Scene *scene, const char *setting, GError **error)
{
  const char *equals = strchr(setting, '=');

  if (!equals) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("“%s” is not of the form key=value"), setting);
    return FALSE;
  }
  g_autofree char *key = g_strstrip(g_strndup(setting, equals - setting));
  return scene_set(scene, key, equals + 1, error);
}

gboolean
scene_options_apply(const SceneOptions *o, Scene *scene, GError **error)
{
  gboolean good = set_text(scene, "potential", o->potential, error) &&
                  set_committee(scene, o->committee, error) &&
                  set_text(scene, "coulomb", o->coulomb, error) &&
                  set_text(scene, "short_shift", o->sr_shift, error) &&
                  set_text(scene, "ensemble", o->ensemble, error) &&
                  set_number(scene, "alpha", o->alpha, error) &&
                  set_number(scene, "r_coulomb", o->rc, error) &&
                  set_number(scene, "r_short", o->sr_cut, error) &&
                  set_number(scene, "temperature", o->temperature, error) &&
                  set_number(scene, "tau", o->tau, error) &&
                  set_number(scene, "pressure_GPa", o->pressure_gpa, error) &&
                  set_number(scene, "tau_pressure", o->tau_pressure, error) &&
                  set_number(scene, "temperature_end", o->ramp_to, error) &&
                  set_number(scene, "pressure_end_GPa", o->ramp_pressure_to, error) &&
                  set_number(scene, "dt_fs", o->dt_fs, error);

  if (good && o->seed >= 0)
    scene->seed = o->seed;
  for (char **setting = o->set; good && setting && *setting; setting++)
    good = set_pair(scene, *setting, error);
  return good;
}

gboolean
scene_options_engine(const SceneOptions *o, EngineOptions *engine, GError **error)
{
  gboolean mixed = !o->precision || g_str_equal(o->precision, "mixed");

  if (!mixed && !g_str_equal(o->precision, "double")) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("precision is mixed or double, not “%s”"), o->precision);
    return FALSE;
  }
  if (o->threads < 0) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("the number of threads cannot be %d"), o->threads);
    return FALSE;
  }
  *engine = (EngineOptions){o->threads, !mixed, o->kernel};
  return TRUE;
}
