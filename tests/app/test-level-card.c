// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "app/surface-finder.h"
#include "app/vitrine-level-card.h"
#include "model/scene.h"
#include "run/pathway-finder.h"
#include "ui-test.h"

typedef struct {
  VitrineLook *look;
  GtkWidget *card; /* reference of our own */
  Snapshot *snapshot;
  guint n_found;
} Fixture;

static void
count_cb(guint *n)
{
  (*n)++;
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Scene) scene = ui_test_scene();

  fixture->n_found = 0;
  fixture->look = vitrine_look_new();
  fixture->card = g_object_ref_sink(g_object_new(VITRINE_TYPE_LEVEL_CARD, NULL));
  vitrine_level_card_set_look(VITRINE_LEVEL_CARD(fixture->card), fixture->look);
  g_signal_connect_swapped(fixture->card, "found", G_CALLBACK(count_cb),
                           &fixture->n_found);
  fixture->snapshot = snapshot_new(scene->start, NULL);
  fixture->snapshot->pathways =
      pathway_finder_room(scene->start, PATHWAY_LEVEL_OWN, NULL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  snapshot_unref(fixture->snapshot);
  g_assert_finalize_object(fixture->card);
  g_assert_finalize_object(fixture->look);
}

static Snapshot *
apply(Fixture *fixture)
{
  return vitrine_level_card_apply(VITRINE_LEVEL_CARD(fixture->card), fixture->snapshot);
}

/* Of the first surface in the picture. */
static double
level_now(Fixture *fixture)
{
  g_autoptr(Snapshot) snapshot = apply(fixture);

  g_assert_cmpuint(snapshot->pathways->surfaces->len, >, 0);
  return ((const Mesh *)g_ptr_array_index(snapshot->pathways->surfaces, 0))->level;
}

static double
room_level(Fixture *fixture)
{
  double level;

  g_object_get(fixture->look, "room-level", &level, NULL);
  return level;
}

static GtkWidget *
find(Fixture *fixture, GType type, const char *label)
{
  GtkWidget *widget = ui_test_find(fixture->card, type, label);

  g_assert_nonnull(widget);
  return widget;
}

/* What the run found is shown as it is, and nothing is chosen. */
static void
test_by_itself(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Snapshot) none = snapshot_new(fixture->snapshot->frame, NULL);
  g_autoptr(Snapshot) without =
      vitrine_level_card_apply(VITRINE_LEVEL_CARD(fixture->card), none);

  g_assert_true(without == none);
  g_assert_false(gtk_widget_get_visible(fixture->card));
  g_autoptr(Snapshot) shown = apply(fixture);
  g_assert_true(shown == fixture->snapshot);
  g_assert_true(gtk_widget_get_visible(fixture->card));
  g_assert_cmpfloat(room_level(fixture), ==, VITRINE_LOOK_ROOM_OWN);
  g_assert_nonnull(ui_test_find_text(fixture->card, "runs through along a"));
  g_assert_nonnull(ui_test_find_text(fixture->card, "of the volume"));
}

/* The surface follows the slider, made elsewhere; the numbers tell at once. */
static void
test_slider(Fixture *fixture, gconstpointer data)
{
  double low, high;
  g_autoptr(Snapshot) shown = apply(fixture);
  GtkWidget *scale = find(fixture, GTK_TYPE_SCALE, NULL);

  g_assert_true(pathways_level_range(fixture->snapshot->pathways, &low, &high));
  gtk_range_set_value(GTK_RANGE(scale), 0.995);
  double level = room_level(fixture);
  g_assert_cmpfloat(level, >, low);
  g_assert_cmpfloat(level, <=, high);
  g_assert_cmpfloat(level, >, fixture->snapshot->pathways->dimension[0]);
  g_assert_nonnull(ui_test_find_text(fixture->card, "runs through nowhere"));
  WAIT(fixture->n_found > 0);
  g_assert_cmpfloat(level_now(fixture), ==, level);
  for (double place = 0.8; place > 0.35; place -= 0.1)
    gtk_range_set_value(GTK_RANGE(scale), place);
  level = room_level(fixture);
  WAIT(level_now(fixture) == level);
}

static void
test_percolates(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Snapshot) before = apply(fixture);
  double through = pathways_level_through(fixture->snapshot->pathways);

  g_signal_emit_by_name(find(fixture, GTK_TYPE_BUTTON, "Percolates"), "clicked");
  g_assert_cmpfloat(room_level(fixture), ==, through);
  g_assert_nonnull(ui_test_find_text(fixture->card, "runs through along"));
  WAIT(fixture->n_found > 0);
  g_autoptr(Snapshot) shown = apply(fixture);
  g_assert_nonnull(pathways_surface(shown->pathways, MESH_CHANNEL));
  g_signal_emit_by_name(find(fixture, GTK_TYPE_BUTTON, "By itself"), "clicked");
  g_assert_cmpfloat(room_level(fixture), ==, VITRINE_LOOK_ROOM_OWN);
  g_autoptr(Snapshot) again = apply(fixture);
  g_assert_true(again == fixture->snapshot);
}

static void
test_typed(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Snapshot) before = apply(fixture);

  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, NULL), "0.25");
  g_assert_cmpfloat(room_level(fixture), ==, 0.25);
  WAIT(level_now(fixture) == 0.25);
  g_assert_null(ui_test_find_text(fixture->card, "nothing above"));
  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, NULL), "15");
  g_assert_nonnull(ui_test_find_text(fixture->card, "nothing above"));
}

/* Levels belong to one glass: what the next one does not say is found by itself. */
static void
test_scene(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Scene) scene = scene_new();
  g_autoptr(Scene) other = scene_new();
  double density;

  g_object_set(fixture->look, "room-level", 0.85, NULL);
  g_assert_cmpfloat(vitrine_look_get(fixture->look)->room_level, ==, 0.85);
  vitrine_look_take(fixture->look, &other->look, NULL, FALSE);
  g_assert_cmpfloat(room_level(fixture), ==, VITRINE_LOOK_ROOM_OWN);
  scene->look.density_level = 0.02;
  scene->look.room_level = 0.85;
  look_give(&scene->look, LOOK_DENSITY_LEVEL);
  look_give(&scene->look, LOOK_ROOM_LEVEL);
  vitrine_look_take(fixture->look, &scene->look, NULL, FALSE);
  g_object_get(fixture->look, "density-level", &density, NULL);
  g_assert_cmpfloat(density, ==, 0.02);
  g_assert_cmpfloat(room_level(fixture), ==, 0.85);
}

/* Levels of one kind of surface are no levels of the other. */
static void
test_finder_keeps_kinds_apart(void)
{
  g_autoptr(Scene) scene = ui_test_scene();
  g_autoptr(Pathways) room = pathway_finder_room(scene->start, PATHWAY_LEVEL_OWN, NULL);
  g_autoptr(Pathways) other = pathways_new("density", scene->start, NULL);
  guint n = 0;
  SurfaceFinder *finder = surface_finder_new((GSourceOnceFunc)count_cb, &n);

  surface_finder_set_level(finder, 0.2);
  g_autoptr(Pathways) first = surface_finder_look(finder, room);
  g_assert_true(first == room);
  WAIT(n > 0);
  g_autoptr(Pathways) second = surface_finder_look(finder, room);
  g_assert_true(second != room);
  g_autoptr(Pathways) third = surface_finder_look(finder, other);
  g_assert_true(third == other);
  g_autoptr(Pathways) fourth = surface_finder_look(finder, room);
  surface_finder_set_level(finder, 0.3);
  surface_finder_free(finder);
  ui_test_let_pass(200);
  g_assert_cmpuint(n, ==, 1);
}

/* A new glass never shows the surface of the one before, made or still being made. */
static void
test_finder_forgets(void)
{
  g_autoptr(Scene) scene = ui_test_scene(), later = ui_test_scene();
  g_autoptr(Pathways) old = pathway_finder_room(scene->start, PATHWAY_LEVEL_OWN, NULL);
  g_autoptr(Pathways) new = pathway_finder_room(later->start, PATHWAY_LEVEL_OWN, NULL);
  guint n = 0;
  g_autoptr(SurfaceFinder) finder = surface_finder_new((GSourceOnceFunc)count_cb, &n);

  surface_finder_set_level(finder, 0.2);
  g_autoptr(Pathways) begun = surface_finder_look(finder, old);
  g_assert_null(surface_finder_look(finder, NULL));
  g_autoptr(Pathways) other = surface_finder_look(finder, new);
  g_assert_true(other == new);
  WAIT(n > 0);
  g_autoptr(Pathways) made = surface_finder_look(finder, new);
  g_assert_true(made != new);
  g_assert_true(made->frame == new->frame);
  g_assert_null(surface_finder_look(finder, NULL));
  g_autoptr(Pathways) again = surface_finder_look(finder, old);
  g_assert_true(again == old);
}

/* With a level from a file, and nothing that a slider could go through. */
static void
test_without_range(void)
{
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Scene) scene = ui_test_scene();
  g_autoptr(Snapshot) snapshot = snapshot_new(scene->start, NULL);
  g_autoptr(Field) empty = field_new(&scene->start->cell, 2.0);
  GtkWidget *card = g_object_ref_sink(g_object_new(VITRINE_TYPE_LEVEL_CARD, NULL));

  vitrine_level_card_set_look(VITRINE_LEVEL_CARD(card), look);
  g_object_set(look, "density-level", 0.02, NULL);
  snapshot->pathways = pathways_new("density", scene->start, empty);
  g_autoptr(Snapshot) shown =
      vitrine_level_card_apply(VITRINE_LEVEL_CARD(card), snapshot);
  GtkWidget *scale = ui_test_find(card, GTK_TYPE_SCALE, NULL);
  g_assert_true(isfinite(gtk_range_get_value(GTK_RANGE(scale))));
  g_assert_false(gtk_widget_get_sensitive(scale));
  g_assert_finalize_object(card);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add("/level-card/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("what is found by itself is left alone", test_by_itself);
  ADD("the surface follows the slider", test_slider);
  ADD("a button goes to where it percolates", test_percolates);
  ADD("a level can be typed", test_typed);
  ADD("levels go with the scene", test_scene);
#undef ADD
  g_test_add_func("/level-card/the finder keeps kinds apart",
                  test_finder_keeps_kinds_apart);
  g_test_add_func("/level-card/the finder forgets the glass before", test_finder_forgets);
  g_test_add_func("/level-card/a level outside any range is no place",
                  test_without_range);
  return g_test_run();
}
