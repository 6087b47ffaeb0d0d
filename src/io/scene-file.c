// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/scene-file.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/units.h"
#include "io/number-text.h"
#include "io/scene-text.h"
#include "io/scenes-resources.h"
#include "io/structure-file.h"
#include "model/look-text.h"
#include "potential/learned/committee-model.h"

#define SCENES "/org/vitrine/Vitrine/scenes/"

/* Keys of [Scene] that are settings of scene_set. */
static const struct {
  const char *key, *setting;
} settings[] = {
    {"Ensemble", "ensemble"},
    {"Temperature", "temperature"},
    {"Tau", "tau"},
    {"Pressure", "pressure_GPa"},
    {"TauPressure", "tau_pressure"},
    {"Anisotropic", "anisotropic"},
    {"TemperatureEnd", "temperature_end"},
    {"PressureEnd", "pressure_end_GPa"},
    {"FieldX", "field_x_V_per_A"},
    {"FieldY", "field_y_V_per_A"},
    {"FieldZ", "field_z_V_per_A"},
    {"RemoveDrift", "remove_drift"},
    {"Wall", "wall"},
    {"Trust", "trust_eV_per_A"},
    {"GradeLimit", "grade_limit"},
    {"GradePause", "grade_pause"},
    {"TimeStep", "dt_fs"},
    {"Seed", "seed"},
    {"Coulomb", "coulomb"},
    {"Alpha", "alpha"},
    {"CoulombRange", "r_coulomb"},
    {"ShortRange", "r_short"},
    {"ShortShift", "short_shift"},
    {"KeepVelocities", "keep_velocities"},
    {"Relax", "relax"},
    {"Pathways", "Pathways"}, /* older files have these three here */
    {"DensityLevel", "DensityLevel"},
    {"RoomLevel", "RoomLevel"},
};

static const char *
setting_of(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    if (strcmp(settings[i].key, key) == 0)
      return settings[i].setting;
  return NULL;
}

/* Value of a key of [Scene] in the person's language; the plain one, or NULL. */
static const SceneLine *
find_line(const GPtrArray *lines, const char *key)
{
  const char *const *languages = g_get_language_names();
  const SceneLine *best = NULL;
  guint best_rank = G_MAXUINT;

  for (guint i = 0; i < lines->len; i++) {
    const SceneLine *line = g_ptr_array_index(lines, i);
    guint rank = 0;
    if (strcmp(line->group, "Scene") != 0 || strcmp(line->key, key) != 0)
      continue;
    while (line->language && languages[rank] &&
           strcmp(languages[rank], line->language) != 0)
      rank++;
    if (line->language ? languages[rank] && rank < best_rank : !best) {
      best = line;
      best_rank = line->language ? rank : G_MAXUINT;
    }
  }
  return best;
}

static char *
sibling(const char *path, const char *name)
{
  g_autofree char *directory = NULL;

  if (g_path_is_absolute(name) || strstr(name, "://"))
    return g_strdup(name);
  directory = g_path_get_dirname(path);
  return g_strconcat(directory, "/", name, NULL);
}

static gboolean
fail_in_line(const LineReader *reader, const SceneLine *line, GError **error,
             const GError *cause)
{
  return line_reader_fail_at(reader, line->line, error, VITRINE_ERROR_INPUT, "%s",
                             cause->message);
}

static gboolean
apply_setting(Scene *scene, const SceneLine *line, const char *setting,
              const LineReader *reader, GError **error)
{
  g_autoptr(GError) cause = NULL;

  return scene_set(scene, setting, line->value, &cause) ||
         fail_in_line(reader, line, error, cause);
}

/* Each member beside the scene. */
static char *
committee_beside(const char *path, const char *value)
{
  gboolean first_drives;
  g_auto(GStrv) members = committee_split(value, &first_drives);

  for (char **member = members; *member; member++) {
    char *file = sibling(path, *member);
    g_free(*member);
    *member = file;
  }
  return committee_join((const char *const *)members, first_drives);
}

/* A name of a shipped set, a file beside the scene, or a committee of files. */
static gboolean
apply_potential(Scene *scene, const SceneLine *line, const char *path)
{
  gboolean is_file = strchr(line->value, '/') || strchr(line->value, '.');
  g_auto(GStrv) members = committee_split(line->value, NULL);

  g_free(scene->potential);
  if (members)
    scene->potential = committee_beside(path, line->value);
  else
    scene->potential = is_file ? sibling(path, line->value) : g_strdup(line->value);
  return TRUE;
}

static gboolean
apply_view(Scene *scene, const SceneLine *line, const LineReader *reader, GError **error)
{
  g_autoptr(GError) cause = NULL;

  return look_set(&scene->look, line->key, line->value, &cause) ||
         fail_in_line(reader, line, error, cause);
}

static gboolean
apply_line(Scene *scene, const SceneLine *line, const char *path,
           const LineReader *reader, GError **error)
{
  const char *setting = setting_of(line->key);

  if (strcmp(line->group, "Changes") == 0) {
    if (!strchr(line->key, ' '))
      return line_reader_fail_at(reader, line->line, error, VITRINE_ERROR_INPUT,
                                 _("unknown key \"%s\""), line->key);
    return apply_setting(scene, line, line->key, reader, error);
  }
  if (strcmp(line->group, "View") == 0)
    return apply_view(scene, line, reader, error);
  if (strcmp(line->group, "Scene") != 0)
    return line_reader_fail_at(reader, line->line, error, VITRINE_ERROR_INPUT,
                               _("unknown group [%s]"), line->group);
  if (setting)
    return apply_setting(scene, line, setting, reader, error);
  if (strcmp(line->key, "Potential") == 0)
    return apply_potential(scene, line, path);
  if (strcmp(line->key, "Name") == 0 || strcmp(line->key, "Comment") == 0 ||
      strcmp(line->key, "Structure") == 0)
    return TRUE;
  return line_reader_fail_at(reader, line->line, error, VITRINE_ERROR_INPUT,
                             _("unknown key \"%s\""), line->key);
}

static gboolean
load_structure(Scene *scene, const GPtrArray *lines, const char *path,
               const LineReader *reader, GError **error)
{
  const SceneLine *structure = find_line(lines, "Structure");
  g_autoptr(GError) cause = NULL;

  if (!structure)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("no key \"Structure\" in [Scene]"));
  g_autofree char *place = sibling(path, structure->value);
  scene->start = structure_read(place, &cause);
  return scene->start != NULL || fail_in_line(reader, structure, error, cause);
}

/* Species and atoms that the view names are known when the structure is. */
static gboolean
check_view(const Scene *scene, const GPtrArray *lines, const LineReader *reader,
           GError **error)
{
  g_autoptr(GError) cause = NULL;
  LookKey wrong;

  if (look_fits(&scene->look, scene->start, &wrong, &cause))
    return TRUE;
  for (guint i = 0; i < lines->len; i++) {
    const SceneLine *line = g_ptr_array_index(lines, i);
    if (strcmp(line->group, "View") == 0 && strcmp(line->key, look_key_name(wrong)) == 0)
      return line_reader_fail_at(reader, line->line, error, VITRINE_ERROR_INPUT,
                                 "%s = %s: %s", line->key, line->value, cause->message);
  }
  g_propagate_error(error, g_steal_pointer(&cause));
  return FALSE;
}

static Scene *
parse_scene(LineReader *reader, const char *path, GError **error)
{
  g_autoptr(GPtrArray) lines = scene_text_read(reader, error);
  g_autoptr(Scene) scene = scene_new();

  if (!lines)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!apply_line(scene, g_ptr_array_index(lines, i), path, reader, error))
      return NULL;
  const SceneLine *name = find_line(lines, "Name");
  scene->name = name ? g_strdup(name->value) : g_path_get_basename(path);
  if (!load_structure(scene, lines, path, reader, error) ||
      !check_view(scene, lines, reader, error))
    return NULL;
  return g_steal_pointer(&scene);
}

static Scene *
scene_around(const char *path, GError **error)
{
  g_autoptr(Frame) frame = structure_read(path, error);

  if (!frame)
    return NULL;
  Scene *scene = scene_new();
  scene->name = g_path_get_basename(path);
  scene->keep_velocities = frame->velocity != NULL;
  scene->start = g_steal_pointer(&frame);
  return scene;
}

Scene *
scene_load(const char *path, GError **error)
{
  g_return_val_if_fail(path != NULL, NULL);

  scenes_get_resource();
  g_autoptr(LineReader) reader = line_reader_open(path, error);
  if (!reader)
    return NULL;
  g_auto(GStrv) head = line_reader_head(reader, error);
  if (!head)
    return NULL;
  return scene_text_matches(head) || g_str_has_suffix(path, ".scene")
             ? parse_scene(reader, path, error)
             : scene_around(path, error);
}

static void
append_pair(GString *text, const char *key, const char *value)
{
  g_autofree char *escaped = scene_text_escape(value);

  g_string_append_printf(text, "%s=%s\n", key, escaped);
}

static void
append_value(GString *text, const char *key, double value)
{
  if (isnan(value))
    return;
  g_string_append_printf(text, "%s=", key);
  text_append_number(text, "%.15g", value);
  g_string_append_c(text, '\n');
}

/* A value that scenes have unless they say otherwise is left out. */
static void
append_unless(GString *text, const char *key, double value, double usual)
{
  if (value != usual)
    append_value(text, key, value);
}

static void
append_pressure_and_field(GString *text, const Scene *scene)
{
  append_unless(text, "Pressure", scene->pressure * UNITS_GPA, 0.0);
  append_unless(text, "TauPressure", scene->tau_pressure, 1.0);
  if (scene->anisotropic)
    append_pair(text, "Anisotropic", "yes");
  append_value(text, "TemperatureEnd", scene->temperature_end);
  append_value(text, "PressureEnd", scene->pressure_end * UNITS_GPA);
  append_unless(text, "FieldX", scene->field.x, 0.0);
  append_unless(text, "FieldY", scene->field.y, 0.0);
  append_unless(text, "FieldZ", scene->field.z, 0.0);
  if (scene->remove_drift)
    append_pair(text, "RemoveDrift", "yes");
}

static void
append_settings(GString *text, const Scene *scene)
{
  append_pair(text, "Potential", scene->potential);
  append_pair(text, "Ensemble", ensemble_name(scene->ensemble));
  append_value(text, "Temperature", scene->temperature);
  append_value(text, "Tau", scene->tau);
  append_pressure_and_field(text, scene);
  append_value(text, "TimeStep", scene->dt / UNITS_FS);
  g_string_append_printf(text, "Seed=%" G_GUINT64_FORMAT "\n", scene->seed);
  if (scene->coulomb)
    append_pair(text, "Coulomb", scene->coulomb);
  append_value(text, "Alpha", scene->alpha);
  append_value(text, "CoulombRange", scene->r_coulomb);
  append_value(text, "ShortRange", scene->r_short);
  if (scene->short_shift)
    append_pair(text, "ShortShift", scene->short_shift);
  if (scene->keep_velocities)
    append_pair(text, "KeepVelocities", "yes");
  if (scene->relax)
    append_pair(text, "Relax", "yes");
  if (!scene->wall)
    append_pair(text, "Wall", "no");
  append_unless(text, "Trust", scene->trust, 0.35);
  append_unless(text, "GradeLimit", scene->grade_limit, 2.0);
  if (scene->grade_pause)
    append_pair(text, "GradePause", "yes");
}

static void
append_view(GString *text, const Look *look)
{
  if (look->given != 0)
    g_string_append(text, "\n[View]\n");
  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    g_autofree char *value = look_get(look, (LookKey)k);
    if (look_has(look, (LookKey)k))
      append_pair(text, look_key_name((LookKey)k), value);
  }
}

static char *
scene_to_text(const Scene *scene, const char *structure)
{
  GString *text = g_string_new("[Scene]\n");

  if (scene->name)
    append_pair(text, "Name", scene->name);
  append_pair(text, "Structure", structure);
  append_settings(text, scene);
  if (scene->changes->len > 0)
    g_string_append(text, "\n[Changes]\n");
  for (guint i = 0; i < scene->changes->len; i++) {
    const ParamChange *change = &g_array_index(scene->changes, ParamChange, i);
    g_autofree char *key = param_change_key(change);
    append_value(text, key, change->value);
  }
  append_view(text, &scene->look);
  return g_string_free(text, FALSE);
}

gboolean
scene_save(const Scene *scene, const char *path, GError **error)
{
  g_return_val_if_fail(scene != NULL && scene->start != NULL && path != NULL, FALSE);

  g_autoptr(GError) cause = NULL;
  gsize stem =
      g_str_has_suffix(path, ".scene") ? strlen(path) - strlen(".scene") : strlen(path);
  g_autofree char *structure = g_strdup_printf("%.*s.extxyz.gz", (int)stem, path);
  g_autofree char *name = g_path_get_basename(structure);
  g_autofree char *text = scene_to_text(scene, name);

  if (!structure_write(structure, scene->start, error))
    return FALSE;
  if (g_file_set_contents(path, text, -1, &cause))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s", cause->message);
  return FALSE;
}

static void
free_entry(SceneEntry *entry)
{
  g_free(entry->id);
  g_free(entry->name);
  g_free(entry->comment);
  g_free(entry->path);
  g_free(entry);
}

static char *
path_of(const char *id)
{
  return g_strdup_printf("resource://" SCENES "%s.scene", id);
}

/* Name and comment without the structure, so that a chooser is quick. */
static SceneEntry *
read_entry(const char *id)
{
  g_autofree char *path = path_of(id);
  g_autoptr(LineReader) reader = line_reader_open(path, NULL);
  g_autoptr(GPtrArray) lines = reader ? scene_text_read(reader, NULL) : NULL;

  if (!lines)
    return NULL;
  SceneEntry *entry = g_new0(SceneEntry, 1);
  const SceneLine *name = find_line(lines, "Name");
  const SceneLine *comment = find_line(lines, "Comment");
  entry->id = g_strdup(id);
  entry->name = g_strdup(name ? name->value : id);
  entry->comment = g_strdup(comment ? comment->value : "");
  entry->path = g_steal_pointer(&path);
  return entry;
}

static void
add_entry(GPtrArray *catalogue, const char *id)
{
  for (guint i = 0; i < catalogue->len; i++)
    if (strcmp(((SceneEntry *)g_ptr_array_index(catalogue, i))->id, id) == 0)
      return;
  SceneEntry *entry = read_entry(id);
  if (entry)
    g_ptr_array_add(catalogue, entry);
}

static void
add_indexed(GPtrArray *catalogue)
{
  g_autoptr(LineReader) reader = line_reader_open("resource://" SCENES "index", NULL);
  char *line;

  while (reader && (line = line_reader_next(reader, NULL)) != NULL) {
    g_strstrip(line);
    if (*line && *line != '#')
      add_entry(catalogue, line);
  }
}

static int
compare_texts(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Shipped, but forgotten in the index. */
static void
add_others(GPtrArray *catalogue)
{
  g_auto(GStrv) names =
      g_resource_enumerate_children(scenes_get_resource(), SCENES, 0, NULL);

  if (!names)
    return;
  qsort(names, g_strv_length(names), sizeof *names, compare_texts);
  for (guint i = 0; names[i]; i++) {
    if (!g_str_has_suffix(names[i], ".scene"))
      continue;
    names[i][strlen(names[i]) - strlen(".scene")] = '\0';
    add_entry(catalogue, names[i]);
  }
}

GPtrArray *
scene_catalogue(void)
{
  GPtrArray *catalogue = g_ptr_array_new_with_free_func((GDestroyNotify)free_entry);

  scenes_get_resource();
  add_indexed(catalogue);
  add_others(catalogue);
  return catalogue;
}

Scene *
scene_load_shipped(const char *id, GError **error)
{
  g_return_val_if_fail(id != NULL, NULL);

  g_autofree char *path = path_of(id);

  if (!scene_is_shipped(id)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("no shipped scene \"%s\""),
                id);
    return NULL;
  }
  return scene_load(path, error);
}

gboolean
scene_is_shipped(const char *id)
{
  g_return_val_if_fail(id != NULL, FALSE);

  g_autofree char *place = g_strdup_printf(SCENES "%s.scene", id);
  return g_resource_get_info(scenes_get_resource(), place, 0, NULL, NULL, NULL);
}

static char *
list_shipped(void)
{
  g_autoptr(GPtrArray) catalogue = scene_catalogue();
  GString *list = g_string_new(NULL);

  for (guint i = 0; i < catalogue->len; i++)
    g_string_append_printf(list, "%s%s", i > 0 ? " " : "",
                           ((const SceneEntry *)catalogue->pdata[i])->id);
  return g_string_free(list, FALSE);
}

Scene *
scene_open(const char *word, GError **error)
{
  g_return_val_if_fail(word != NULL, NULL);

  if (scene_is_shipped(word))
    return scene_load_shipped(word, error);
  if (strpbrk(word, "/.") || g_file_test(word, G_FILE_TEST_EXISTS))
    return scene_load(word, error);
  g_autofree char *shipped = list_shipped();
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("“%s” is neither a file here nor a shipped scene (%s)"), word, shipped);
  return NULL;
}
