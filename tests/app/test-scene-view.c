// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a scene keeps of the picture, in the window: each choice has its effect when the
 * scene is opened and comes back when it is saved. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#include "app/app-settings.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-window.h"
#include "io/scene-file.h"
#include "look-samples.h"
#include "ui-test.h"

typedef struct {
  VitrineWindow *window;
  VitrineSession *session;
  VitrineGlassView *view;
  VitrineGlassArea *area;
  VitrineLook *look;
} Desk;

static void
desk_init(Desk *desk, GSettings *settings, int width)
{
  desk->window = vitrine_window_new(NULL, settings);
  desk->session = vitrine_window_get_session(desk->window);
  desk->view = vitrine_window_get_glass_view(desk->window);
  desk->look = vitrine_glass_view_get_look(desk->view);
  desk->area = VITRINE_GLASS_AREA(
      ui_test_find(GTK_WIDGET(desk->view), VITRINE_TYPE_GLASS_AREA, NULL));
  gtk_window_set_default_size(GTK_WINDOW(desk->window), width, 700);
  gtk_window_present(GTK_WINDOW(desk->window));
}

static void
desk_clear(Desk *desk)
{
  g_object_add_weak_pointer(G_OBJECT(desk->window), (gpointer *)&desk->window);
  gtk_window_destroy(GTK_WINDOW(desk->window));
  WAIT(desk->window == NULL);
}

/* The test glass with a column of numbers. Owner: caller. */
static Scene *
glass(void)
{
  const AtomColumn column = {g_intern_string("charge"), g_intern_string("e")};
  Scene *scene = ui_test_scene();
  guint n = scene->start->n_atoms;

  scene->start->columns = atom_columns_new(&column, 1, n);
  for (guint i = 0; i < n; i++)
    scene->start->columns->value[i] = 0.5f * (float)i;
  return scene;
}

/* The test glass, seen as look says. */
static void
show_glass(Desk *desk, const Look *look)
{
  g_autoptr(Scene) scene = glass();
  g_autoptr(GError) error = NULL;

  if (look)
    look_copy(&scene->look, look);
  g_assert_true(vitrine_session_open(desk->session, scene, &error));
  g_assert_no_error(error);
}

static void
open_glass(Desk *desk, const Look *look)
{
  show_glass(desk, look);
  ui_test_pause(desk->session);
}

/* As a scene saved now would say. */
static void
fill(Desk *desk, Look *look)
{
  const Scene *scene = vitrine_session_get_scene(desk->session);

  look_init(look);
  vitrine_glass_view_fill_look(desk->view, scene->start, look);
}

/* A box with this class below root, or NULL. */
static GtkWidget *
find_class(GtkWidget *root, const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class(root, name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child(root); child && !found;
       child = gtk_widget_get_next_sibling(child))
    found = find_class(child, name);
  return found;
}

static gboolean
is_visible(Desk *desk, const char *part)
{
  return ui_test_find_text(GTK_WIDGET(desk->view), part) != NULL;
}

/* Something of the window that a key changes, as text; those of the style are what the
 * picture is drawn by. Owner: caller. */
static char *
effect_of(Desk *desk, LookKey key)
{
  const RenderStyle *style = vitrine_glass_area_get_style(desk->area);
  const Camera *camera = vitrine_glass_area_get_camera(desk->area);
  const EyeMotion *motion = vitrine_glass_area_get_motion(desk->area);
  g_autofree char *pathways = NULL;
  guint hidden = 0;

  for (guint i = 0; style->look && i < style->look->n_atoms; i++)
    hidden += atom_look_has(style->look, i, ATOM_HIDDEN) ? i + 1 : 0;
  g_object_get(desk->session, "pathways", &pathways, NULL);
  switch (key) {
  case LOOK_PATHWAYS:
    return g_steal_pointer(&pathways);
  case LOOK_SMOOTHING:
    return g_strdup_printf("%g", eye_motion_get_window(motion));
  case LOOK_TIME:
    return g_strdup_printf(
        "%d", gtk_widget_get_visible(find_class(GTK_WIDGET(desk->view), "clock")));
  case LOOK_LEGEND:
    return g_strdup_printf("%d", is_visible(desk, "-membered rings"));
  case LOOK_HIDE_ATOMS:
  case LOOK_SHOW_ATOMS:
    return g_strdup_printf("%u", hidden);
  case LOOK_ORIENTATION:
    return g_strdup_printf("%.9f %.9f", camera->orientation[0], camera->orientation[1]);
  case LOOK_CENTRE:
    return g_strdup_printf("%.9f %.9f", camera->centre.y, camera->centre.z);
  case LOOK_ZOOM:
    return g_strdup_printf("%.6f", camera->distance);
  case LOOK_PROJECTION:
    return g_strdup_printf("%d", camera->orthographic);
  case LOOK_HIDE_SPECIES:
    return g_strdup_printf("%x", style->hidden_types);
  case LOOK_COLOR_BY:
    return g_strdup_printf("%d %s", style->colour.by, style->colour.column);
  case LOOK_SLICE:
  case LOOK_SLICE_PLANE:
  case LOOK_SLICE_POSITION:
  case LOOK_SLICE_THICKNESS:
  case LOOK_SLICE_FLIPPED:
    return g_strdup_printf("%u %.9f %.9f", style->n_slices, style->slice[0].offset,
                           style->slice[0].normal.x);
  default:
    return g_strdup_printf(
        "%d %d %d %d %d %d %d %d %g %g %u %d %d %d %x %g %g %g %u%u%u", style->mode,
        style->solid_polyhedra, style->colour.map, style->dark, style->show_cell,
        style->show_bonds, style->show_rings, style->show_hops, style->colour.low,
        style->colour.high, style->ring_sizes, style->rings_by_size, style->wrap,
        style->hidden_surfaces, style->hop_types, style->hop_age, style->hop_shortest,
        0.0, style->copies[0], style->copies[1], style->copies[2]);
  }
}

/* What only a property tells, or what is drawn over the picture. */
static gboolean
is_property(LookKey key)
{
  static const LookKey keys[] = {
      LOOK_RING_DEFINITION, LOOK_HOPS_AGAIN, LOOK_DENSITY_LEVEL, LOOK_ROOM_LEVEL,
      LOOK_LABELS,          LOOK_SCALE_BAR,  LOOK_AXES};

  for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
    if (keys[k] == key)
      return TRUE;
  return FALSE;
}

/* Slices are told apart on one that is there. */
static void
begin_look(Look *look, gboolean cut)
{
  look_init(look);
  g_assert_true(look_set(look, "Background", "dark", NULL));
  g_assert_true(look_set(look, "Slice", cut ? "plane" : "none", NULL));
}

static gboolean
is_cut(LookKey key)
{
  return key > LOOK_SLICE && key <= LOOK_SLICE_FLIPPED;
}

/* Opened in a window that stands, not only in a new one. */
static void
test_each_key(void)
{
  char *before[LOOK_N_KEYS] = {NULL};
  Desk desk;

  desk_init(&desk, NULL, 1024);
  for (int cut = 0; cut < 2; cut++) {
    g_auto(Look) look = {0};
    begin_look(&look, cut);
    show_glass(&desk, &look);
    for (guint k = 0; k < LOOK_N_KEYS; k++)
      if (is_cut(look_samples[k].key) == cut)
        before[k] = effect_of(&desk, look_samples[k].key);
  }
  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    LookKey key = look_samples[k].key;
    g_auto(Look) look = {0}, kept = {0};
    begin_look(&look, is_cut(key));
    look_sample_set(&look, k);
    show_glass(&desk, &look);
    g_autofree char *after = effect_of(&desk, key);
    fill(&desk, &kept);
    g_autofree char *text = look_get(&kept, key);
    g_assert_cmpstr(text, ==, look_samples[k].text);
    if (!is_property(key) && g_str_equal(before[k], after))
      g_error("%s has no effect: %s", look_key_name(key), after);
    g_free(before[k]);
  }
  ui_test_pause(desk.session);
  desk_clear(&desk);
}

/* All at once, to a file and back into another window. */
static void
test_round_trip(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "all.scene", NULL);
  g_autofree char *structure = g_build_filename(folder, "all.extxyz.gz", NULL);
  g_autoptr(Scene) scene = glass();
  g_autoptr(GError) error = NULL;
  g_auto(Look) look = {0}, kept = {0};
  Desk desk, other;

  look_init(&look);
  for (guint k = 0; k < LOOK_N_KEYS; k++)
    if (look_samples[k].key != LOOK_HIDE_ATOMS)
      look_sample_set(&look, k);
  desk_init(&desk, NULL, 1024);
  open_glass(&desk, &look);
  fill(&desk, &scene->look);
  look_samples_assert_same(&scene->look, &look);
  g_assert_true(scene_save(scene, path, &error));
  desk_init(&other, NULL, 800);
  vitrine_window_open(other.window, path);
  WAIT(vitrine_session_get_scene(other.session));
  ui_test_pause(other.session);
  fill(&other, &kept);
  look_samples_assert_same(&kept, &look);
  g_unlink(path);
  g_unlink(structure);
  g_rmdir(folder);
  desk_clear(&desk);
  desk_clear(&other);
}

/* Moved by hand: the same direction, place and size in a window of another shape, and in
 * one of the same shape the same camera. */
static void
test_camera(void)
{
  g_auto(Look) look = {0}, again = {0};
  Desk desk;

  desk_init(&desk, NULL, 1024);
  open_glass(&desk, NULL);
  WAIT(gtk_widget_get_height(GTK_WIDGET(desk.area)) > 100);
  ui_test_let_pass(200);
  vitrine_glass_area_orbit(desk.area, 0.7, -0.3);
  vitrine_glass_area_pan(desk.area, 40.0, -25.0);
  vitrine_glass_area_zoom(desk.area, 1.7);
  Camera camera = *vitrine_glass_area_get_camera(desk.area);
  fill(&desk, &look);
  open_glass(&desk, NULL);
  g_assert_cmpfloat(vitrine_glass_area_get_camera(desk.area)->orientation[1], !=,
                    camera.orientation[1]);
  open_glass(&desk, &look);
  const Camera *seen = vitrine_glass_area_get_camera(desk.area);
  g_assert_cmpmem(seen->orientation, sizeof seen->orientation, camera.orientation,
                  sizeof camera.orientation);
  g_assert_cmpfloat(vec3_norm(vec3_sub(seen->centre, camera.centre)), <, 1e-9);
  g_assert_cmpfloat_with_epsilon(seen->distance, camera.distance, 1e-9);
  fill(&desk, &again);
  look_samples_assert_same(&again, &look);
  vitrine_glass_view_fit(desk.view);
  look_clear(&again);
  fill(&desk, &again);
  g_assert_true(isnan(again.centre[0]) && again.zoom == 1.0);
  desk_clear(&desk);
}

static char *
get_text(gpointer object, const char *property)
{
  char *text = NULL;

  g_object_get(object, property, &text, NULL);
  return text;
}

static void
assert_text(gpointer object, const char *property, const char *expected)
{
  g_autofree char *text = get_text(object, property);

  g_assert_cmpstr(text, ==, expected);
}

/* What a scene says lasts as long as the scene; what a person changes meanwhile is
 * theirs. The settings know of the latter only. */
static void
test_own_comes_back(void)
{
  g_autoptr(GSettings) settings = app_settings_new();
  g_auto(Look) look = {0};
  gboolean bonds;
  Desk desk;

  g_assert_nonnull(settings);
  desk_init(&desk, settings, 1024);
  open_glass(&desk, NULL);
  g_object_set(desk.look, "mode", "ball-stick", "color-map", "steel", NULL);
  look_init(&look);
  look_set(&look, "Style", "polyhedra", NULL);
  look_set(&look, "ColorMap", "ember", NULL);
  look_set(&look, "Bonds", "no", NULL);
  look_set(&look, "Pathways", "clearance", NULL);
  open_glass(&desk, &look);
  assert_text(desk.look, "mode", "polyhedra");
  assert_text(desk.session, "pathways", "clearance");
  g_autofree char *kept = g_settings_get_string(settings, "mode");
  g_assert_cmpstr(kept, ==, "ball-stick");
  g_object_set(desk.look, "color-map", "tide", NULL);
  g_autofree char *changed = g_settings_get_string(settings, "color-map");
  g_assert_cmpstr(changed, ==, "tide");
  open_glass(&desk, &look);
  assert_text(desk.look, "color-map", "ember");
  open_glass(&desk, NULL);
  assert_text(desk.look, "mode", "ball-stick");
  assert_text(desk.look, "color-map", "tide");
  assert_text(desk.session, "pathways", "none");
  g_object_get(desk.look, "show-bonds", &bonds, NULL);
  g_assert_true(bonds);
  g_assert_true(g_settings_get_boolean(settings, "show-bonds"));
  g_object_set(desk.look, "mode", "network", "show-bonds", FALSE, NULL);
  g_assert_false(g_settings_get_boolean(settings, "show-bonds"));
  desk_clear(&desk);
}

/* A run that goes on from another state is still looked at in the same way. */
static void
test_goes_on(void)
{
  g_auto(Look) look = {0}, before = {0}, after = {0};
  Desk desk;

  desk_init(&desk, NULL, 1024);
  look_init(&look);
  look_set(&look, "HideSpecies", "O", NULL);
  look_set(&look, "HideAtoms", "3,5-7", NULL);
  look_set(&look, "Zoom", "2", NULL);
  open_glass(&desk, &look);
  fill(&desk, &before);
  g_assert_true(vitrine_session_run_from_here(desk.session, NULL));
  ui_test_pause(desk.session);
  fill(&desk, &after);
  look_samples_assert_same(&before, &after);
  g_assert_cmpstr(after.hide_species, ==, "O");
  desk_clear(&desk);
}

/* Numbers of one quantity are none of another. */
static void
test_range(void)
{
  g_autoptr(VitrineLook) look = vitrine_look_new();

  g_object_set(look, "color-range", "0 2.5", NULL);
  assert_text(look, "color-range", "0 2.5");
  g_object_set(look, "color-range", "3 2.5", NULL);
  assert_text(look, "color-range", "0 2.5");
  g_object_set(look, "color-map", "tide", NULL);
  assert_text(look, "color-range", "0 2.5");
  g_object_set(look, "color-by", "speed", NULL);
  assert_text(look, "color-range", "auto");
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/scene-view/each key has its effect, and is kept", test_each_key);
  g_test_add_func("/scene-view/all keys go to a file and come back", test_round_trip);
  g_test_add_func("/scene-view/a camera moved by hand comes back", test_camera);
  g_test_add_func("/scene-view/what a person had comes back after the scene",
                  test_own_comes_back);
  g_test_add_func("/scene-view/a run that goes on is seen as before", test_goes_on);
  g_test_add_func("/scene-view/a range belongs to one quantity", test_range);
  return g_test_run();
}
