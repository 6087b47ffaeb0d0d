// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/scene.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "base/units.h"
#include "model/look-text.h"

#define HIGHEST_TEMPERATURE 100000.0
#define LONGEST_STEP_FS     20.0
#define HIGHEST_PRESSURE    1000.0 /* GPa */
#define HIGHEST_FIELD       10.0   /* V/Å */
#define HIGHEST_TRUST       1e6    /* eV/Å: as good as none */
#define USUAL_TRUST         0.35   /* eV/Å */
#define HIGHEST_GRADE       1e6
#define USUAL_GRADE         2.0 /* where those of MTP select structures to learn from */

static const char *const ensemble_names[] = {
    "nve", "nvt-bussi", "nvt-nose-hoover", "nvt-langevin", "npt-scr", "npt-mtk"};
static const char *const coulomb_names[] = {"dsf", "wolf", "pme", "ewald"};
static const char *const shift_names[] = {"none", "energy", "force"};

static const struct {
  const char *name;
  ParamKind kind;
  const char *symbol, *unit; /* as a person reads them */
} params[] = {
    {"z", PARAM_CHARGE, "z", "e"},    {"D", PARAM_MORSE_D, "D", "eV"},
    {"a", PARAM_MORSE_A, "a", "Å⁻¹"}, {"r0", PARAM_MORSE_R0, "r₀", "Å"},
    {"C", PARAM_C12, "C", "eV Å¹²"},  {"taper", PARAM_TAPER, N_("taper"), "Å"},
};

/* Settings that are numbers in (least, most], and how many of theirs make one of ours. */
static const struct {
  const char *key;
  gsize offset;
  double least, most, per_unit;
} numbers[] = {
    {"temperature", G_STRUCT_OFFSET(Scene, temperature), 0, HIGHEST_TEMPERATURE, 1},
    {"temperature_end", G_STRUCT_OFFSET(Scene, temperature_end), 0, HIGHEST_TEMPERATURE,
     1},
    {"tau", G_STRUCT_OFFSET(Scene, tau), 0, 1000.0, 1},
    {"dt_fs", G_STRUCT_OFFSET(Scene, dt), 0, LONGEST_STEP_FS, 1.0 / UNITS_FS},
    {"pressure_GPa", G_STRUCT_OFFSET(Scene, pressure), -HIGHEST_PRESSURE,
     HIGHEST_PRESSURE, UNITS_GPA},
    {"pressure_end_GPa", G_STRUCT_OFFSET(Scene, pressure_end), -HIGHEST_PRESSURE,
     HIGHEST_PRESSURE, UNITS_GPA},
    {"tau_pressure", G_STRUCT_OFFSET(Scene, tau_pressure), 0, 1000.0, 1},
    {"field_x_V_per_A", G_STRUCT_OFFSET(Scene, field.x), -HIGHEST_FIELD, HIGHEST_FIELD,
     1},
    {"field_y_V_per_A", G_STRUCT_OFFSET(Scene, field.y), -HIGHEST_FIELD, HIGHEST_FIELD,
     1},
    {"field_z_V_per_A", G_STRUCT_OFFSET(Scene, field.z), -HIGHEST_FIELD, HIGHEST_FIELD,
     1},
    {"alpha", G_STRUCT_OFFSET(Scene, alpha), 0, 10.0, 1},
    {"r_coulomb", G_STRUCT_OFFSET(Scene, r_coulomb), 0, 100.0, 1},
    {"r_short", G_STRUCT_OFFSET(Scene, r_short), 0, 100.0, 1},
    {"trust_eV_per_A", G_STRUCT_OFFSET(Scene, trust), 0, HIGHEST_TRUST, 1},
    {"grade_limit", G_STRUCT_OFFSET(Scene, grade_limit), 0, HIGHEST_GRADE, 1},
};

static const struct {
  const char *key;
  gsize offset;
} flags[] = {
    {"keep_velocities", G_STRUCT_OFFSET(Scene, keep_velocities)},
    {"relax", G_STRUCT_OFFSET(Scene, relax)},
    {"anisotropic", G_STRUCT_OFFSET(Scene, anisotropic)},
    {"remove_drift", G_STRUCT_OFFSET(Scene, remove_drift)},
    {"wall", G_STRUCT_OFFSET(Scene, wall)},
    {"grade_pause", G_STRUCT_OFFSET(Scene, grade_pause)},
};

Scene *
scene_new(void)
{
  Scene *scene = g_new0(Scene, 1);

  scene->potential = g_strdup("pedone2006");
  scene->alpha = scene->r_coulomb = scene->r_short = NAN;
  scene->changes = g_array_new(FALSE, FALSE, sizeof(ParamChange));
  scene->ensemble = ENSEMBLE_NVT_BUSSI;
  scene->temperature = 1500.0;
  scene->tau = 0.1;
  scene->tau_pressure = 1.0;
  scene->temperature_end = scene->pressure_end = NAN;
  look_init(&scene->look);
  scene->dt = 1.0 * UNITS_FS;
  scene->seed = 1;
  scene->wall = TRUE;
  scene->trust = USUAL_TRUST;
  scene->grade_limit = USUAL_GRADE;
  return scene;
}

Scene *
scene_copy(const Scene *scene)
{
  g_return_val_if_fail(scene != NULL, NULL);

  Scene *copy = g_memdup2(scene, sizeof *scene);
  copy->name = g_strdup(scene->name);
  copy->start = scene->start ? frame_ref(scene->start) : NULL;
  copy->potential = g_strdup(scene->potential);
  copy->coulomb = g_strdup(scene->coulomb);
  copy->short_shift = g_strdup(scene->short_shift);
  look_init(&copy->look);
  look_copy(&copy->look, &scene->look);
  copy->changes = g_array_copy(scene->changes);
  return copy;
}

void
scene_free(Scene *scene)
{
  if (!scene)
    return;
  g_free(scene->name);
  frame_unref(scene->start);
  g_free(scene->potential);
  g_free(scene->coulomb);
  g_free(scene->short_shift);
  look_clear(&scene->look);
  g_array_unref(scene->changes);
  g_free(scene);
}

static gboolean
refuse(GError **error, const char *key, const char *value, const char *expected)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%s = %s: expected %s"), key,
              value, expected);
  return FALSE;
}

/* A number in (least, most]. */
static gboolean
set_number(double *target, const char *key, const char *value, double least, double most,
           GError **error)
{
  char *end;
  double number = g_ascii_strtod(value, &end);

  if (end != value && *end == '\0' && number > least && number <= most) {
    *target = number;
    return TRUE;
  }
  g_autofree char *expected =
      g_strdup_printf(_("a number above %g, at most %g"), least, most);
  return refuse(error, key, value, expected);
}

static gboolean
set_scaled(Scene *scene, guint k, const char *value, GError **error)
{
  double number;

  if (!set_number(&number, numbers[k].key, value, numbers[k].least, numbers[k].most,
                  error))
    return FALSE;
  G_STRUCT_MEMBER(double, scene, numbers[k].offset) = number / numbers[k].per_unit;
  return TRUE;
}

static int
find_name(const char *const *names, guint n, const char *key, const char *value,
          GError **error)
{
  g_autoptr(GString) all = g_string_new(NULL);

  for (guint i = 0; i < n; i++) {
    if (g_ascii_strcasecmp(names[i], value) == 0)
      return (int)i;
    g_string_append_printf(all, "%s%s", i ? ", " : "", names[i]);
  }
  g_autofree char *expected = g_strdup_printf(_("one of %s"), all->str);
  refuse(error, key, value, expected);
  return -1;
}

static gboolean
set_name(char **target, const char *const *names, guint n, const char *key,
         const char *value, GError **error)
{
  int found = find_name(names, n, key, value, error);

  if (found < 0)
    return FALSE;
  g_free(*target);
  *target = g_strdup(names[found]);
  return TRUE;
}

static gboolean
set_flag(gboolean *target, const char *key, const char *value, GError **error)
{
  static const char *const names[] = {"no", "yes", "false", "true", "0", "1"};
  int found = find_name(names, G_N_ELEMENTS(names), key, value, error);

  if (found >= 0)
    *target = found % 2;
  return found >= 0;
}

static gboolean
set_ensemble(Scene *scene, const char *key, const char *value, GError **error)
{
  if (g_ascii_strcasecmp(value, "nvt") == 0)
    value = ensemble_names[ENSEMBLE_NVT_BUSSI];
  if (g_ascii_strcasecmp(value, "npt") == 0)
    value = ensemble_names[ENSEMBLE_NPT_SCR];

  int found = find_name(ensemble_names, G_N_ELEMENTS(ensemble_names), key, value, error);

  if (found >= 0)
    scene->ensemble = (Ensemble)found;
  return found >= 0;
}

static gboolean
set_seed(Scene *scene, const char *key, const char *value, GError **error)
{
  guint64 seed;

  if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT64, &seed, NULL))
    return refuse(error, key, value, _("a whole number"));
  scene->seed = seed;
  return TRUE;
}

static gboolean
set_potential(Scene *scene, const char *key, const char *value, GError **error)
{
  if (!*value)
    return refuse(error, key, value, _("a name or a file"));
  g_free(scene->potential);
  scene->potential = g_strdup(value);
  return TRUE;
}

static gboolean
copy_symbol(char target[4], const char *symbol, GError **error)
{
  const Element *element = element_lookup(symbol);

  if (!element) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("unknown element \"%s\""),
                symbol);
    return FALSE;
  }
  g_strlcpy(target, element->symbol, 4);
  return TRUE;
}

static guint
symbols_of(ParamKind kind)
{
  return kind == PARAM_CHARGE ? 1 : kind == PARAM_TAPER ? 3 : 2;
}

static gboolean
refuse_symbols(const char *key, guint n, GError **error)
{
  const char *format = n == 1   ? _("\"%s\": expected one element, like \"z Si\"")
                       : n == 2 ? _("\"%s\": expected two elements, like \"r0 Si-O\"")
                                : _("\"%s\": expected three elements, like \"taper "
                                    "Si-O-Si\"");

  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, format, key);
  return FALSE;
}

/* "z Si", "r0 Si-O" or "taper Si-O-Si"; FALSE without error when key is nothing of the
 * kind. */
static gboolean
parse_param(const char *key, ParamChange *change, GError **error)
{
  g_auto(GStrv) words = g_strsplit(key, " ", 2);
  guint k = 0;

  if (!words[0] || !words[1])
    return FALSE;
  while (k < G_N_ELEMENTS(params) && strcmp(params[k].name, words[0]) != 0)
    k++;
  if (k == G_N_ELEMENTS(params))
    return FALSE;
  change->kind = params[k].kind;
  g_auto(GStrv) symbol =
      g_strsplit(g_strstrip(words[1]), strstr(words[1], "–") ? "–" : "-", 3);
  guint n = symbols_of(change->kind);
  if (g_strv_length(symbol) != n)
    return refuse_symbols(key, n, error);
  return copy_symbol(change->a, symbol[0], error) &&
         (n < 2 || copy_symbol(change->b, symbol[n - 1], error)) &&
         (n < 3 || copy_symbol(change->centre, symbol[1], error));
}

gboolean
param_change_is_of(const ParamChange *p, const ParamChange *q)
{
  g_return_val_if_fail(p != NULL && q != NULL, FALSE);
  if (p->kind != q->kind || strcmp(p->centre, q->centre) != 0)
    return FALSE;
  return (strcmp(p->a, q->a) == 0 && strcmp(p->b, q->b) == 0) ||
         (strcmp(p->a, q->b) == 0 && strcmp(p->b, q->a) == 0);
}

static gboolean
set_param(Scene *scene, const char *key, const char *value, GError **error)
{
  ParamChange change = {0};
  GError *reason = NULL;
  char *end;

  if (!parse_param(key, &change, &reason)) {
    if (reason)
      g_propagate_error(error, reason);
    else
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("unknown key \"%s\""),
                  key);
    return FALSE;
  }
  change.value = g_ascii_strtod(value, &end);
  if (end == value || *end != '\0' || !isfinite(change.value))
    return refuse(error, key, value, _("a number"));
  for (guint i = 0; i < scene->changes->len; i++)
    if (param_change_is_of(&g_array_index(scene->changes, ParamChange, i), &change)) {
      g_array_index(scene->changes, ParamChange, i) = change;
      return TRUE;
    }
  g_array_append_val(scene->changes, change);
  return TRUE;
}

gboolean
scene_set(Scene *scene, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail(scene != NULL && key != NULL && value != NULL, FALSE);

  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++)
    if (strcmp(key, numbers[k].key) == 0)
      return set_scaled(scene, k, value, error);
  for (guint k = 0; k < G_N_ELEMENTS(flags); k++)
    if (strcmp(key, flags[k].key) == 0)
      return set_flag(G_STRUCT_MEMBER_P(scene, flags[k].offset), key, value, error);
  if (strcmp(key, "seed") == 0)
    return set_seed(scene, key, value, error);
  if (strcmp(key, "ensemble") == 0)
    return set_ensemble(scene, key, value, error);
  if (strcmp(key, "potential") == 0)
    return set_potential(scene, key, value, error);
  if (strcmp(key, "coulomb") == 0)
    return set_name(&scene->coulomb, coulomb_names, G_N_ELEMENTS(coulomb_names), key,
                    value, error);
  if (strcmp(key, "short_shift") == 0)
    return set_name(&scene->short_shift, shift_names, G_N_ELEMENTS(shift_names), key,
                    value, error);
  if (look_find_key(key, NULL))
    return look_set(&scene->look, key, value, error);
  return set_param(scene, key, value, error);
}

const char *
ensemble_name(Ensemble ensemble)
{
  g_return_val_if_fail(ensemble < G_N_ELEMENTS(ensemble_names), NULL);

  return ensemble_names[ensemble];
}

gboolean
ensemble_is_npt(Ensemble ensemble)
{
  return ensemble == ENSEMBLE_NPT_SCR || ensemble == ENSEMBLE_NPT_MTK;
}

char *
param_change_key(const ParamChange *change)
{
  g_return_val_if_fail(change != NULL, NULL);

  const char *name = "";
  for (guint k = 0; k < G_N_ELEMENTS(params); k++)
    if (params[k].kind == change->kind)
      name = params[k].name;
  if (change->kind == PARAM_CHARGE)
    return g_strdup_printf("%s %s", name, change->a);
  if (change->kind == PARAM_TAPER)
    return g_strdup_printf("%s %s-%s-%s", name, change->a, change->centre, change->b);
  return g_strdup_printf("%s %s-%s", name, change->a, change->b);
}

gboolean
command_starts_epoch(const Command *command)
{
  switch (command->kind) {
  case COMMAND_TEMPERATURE:
  case COMMAND_ENSEMBLE:
  case COMMAND_TIME_STEP:
  case COMMAND_PARAM:
  case COMMAND_RESET_PARAMS:
  case COMMAND_PRESSURE:
  case COMMAND_FIELD:
  case COMMAND_POTENTIAL:
  case COMMAND_WALL:
    return TRUE;
  default:
    return FALSE;
  }
}

static char *
describe_param(const ParamChange *change)
{
  guint k = 0;

  while (k < G_N_ELEMENTS(params) - 1 && params[k].kind != change->kind)
    k++;
  if (change->kind == PARAM_CHARGE)
    return g_strdup_printf("%s(%s) = %.4g %s", params[k].symbol, change->a, change->value,
                           params[k].unit);
  if (change->kind == PARAM_TAPER)
    return g_strdup_printf("%s(%s–%s–%s) = %.4g %s", _(params[k].symbol), change->a,
                           change->centre, change->b, change->value, params[k].unit);
  return g_strdup_printf("%s(%s–%s) = %.4g %s", params[k].symbol, change->a, change->b,
                         change->value, params[k].unit);
}

static char *
describe_ensemble(int ensemble)
{
  switch (ensemble) {
  case ENSEMBLE_NVE:
    return g_strdup(_("thermostat off"));
  case ENSEMBLE_NVT_BUSSI:
    return g_strdup(_("thermostat: Bussi"));
  case ENSEMBLE_NVT_LANGEVIN:
    return g_strdup(_("thermostat: Langevin"));
  case ENSEMBLE_NPT_SCR:
    return g_strdup(_("barostat: stochastic cell rescaling"));
  case ENSEMBLE_NPT_MTK:
    return g_strdup(_("barostat: Martyna–Tobias–Klein"));
  default:
    return g_strdup(_("thermostat: Nosé–Hoover"));
  }
}

gboolean
command_changes_forces(const Command *command)
{
  return command->kind == COMMAND_PARAM || command->kind == COMMAND_RESET_PARAMS ||
         command->kind == COMMAND_POTENTIAL || command->kind == COMMAND_WALL;
}

/* Names without their folders; members of a committee stay apart. */
static char *
describe_potential(const char *potential)
{
  const char *mark = strstr(potential, " + ") ? " + " : " | ";
  g_auto(GStrv) paths = g_strsplit(potential, mark, 0);

  for (char **path = paths; *path; path++) {
    char *name = g_path_get_basename(*path);
    g_free(*path);
    *path = name;
  }
  g_autofree char *names = g_strjoinv(mark, paths);
  return g_strdup_printf(_("potential: %s"), names);
}

char *
command_describe(const Command *command)
{
  g_return_val_if_fail(command != NULL, NULL);

  switch (command->kind) {
  case COMMAND_PLAY:
    return g_strdup(_("play"));
  case COMMAND_PAUSE:
    return g_strdup(_("pause"));
  case COMMAND_STEP:
    return g_strdup(_("one step"));
  case COMMAND_SPEED:
    if (!isfinite(command->value))
      return g_strdup(_("full speed"));
    /* Translators: picoseconds of glass per second of wall time */
    return g_strdup_printf(_("speed %.3g ps/s"), command->value);
  case COMMAND_TEMPERATURE:
    return g_strdup_printf("T = %.0f K", command->value);
  case COMMAND_ENSEMBLE:
    return describe_ensemble(command->integer);
  case COMMAND_TAU:
    return g_strdup_printf("τ = %.3g ps", command->value);
  case COMMAND_TIME_STEP:
    return g_strdup_printf("Δt = %.3g fs", command->value / UNITS_FS);
  case COMMAND_PARAM:
    return describe_param(&command->param);
  case COMMAND_RESET_PARAMS:
    return g_strdup(_("parameters as published"));
  case COMMAND_PRESSURE:
    return g_strdup_printf("P = %.3g GPa", command->value * UNITS_GPA);
  case COMMAND_TAU_PRESSURE:
    return g_strdup_printf("τ(P) = %.3g ps", command->value);
  case COMMAND_FIELD:
    return g_strdup_printf("E(%c) = %.3g V/Å", "xyz"[CLAMP(command->integer, 0, 2)],
                           command -> value);
  case COMMAND_SEEK:
    /* Translators: of a trajectory that is played */
    return g_strdup_printf(_("frame %d"), command->integer);
  case COMMAND_POTENTIAL:
    return describe_potential(command->potential);
  case COMMAND_WALL:
    return g_strdup(command->integer ? _("wall on") : _("wall off"));
  case COMMAND_TRUST:
    return g_strdup_printf(_("trusted up to %.3g eV/Å"), command->value);
  case COMMAND_GRADE_LIMIT:
    return g_strdup_printf(_("trusted up to grade %.3g"), command->value);
  case COMMAND_GRADE_PAUSE:
    return g_strdup(command->integer ? _("pause at what the model has not seen")
                                     : _("warn of what the model has not seen"));
  }
  return g_strdup("");
}
