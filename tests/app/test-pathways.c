// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui-test.h"

static gboolean
has_pathways(VitrineSession *session, const char *id)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(session);
  const Pathways *pathways = snapshot ? snapshot->pathways : NULL;

  return pathways ? g_strcmp0(pathways->id, id) == 0 : id == NULL;
}

static void
count_cb(guint *n)
{
  (*n)++;
}

static void
test_property(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  g_autofree char *none = NULL, *density = NULL;
  guint n = 0;

  g_signal_connect_swapped(session, "notify::pathways", G_CALLBACK(count_cb), &n);
  g_object_get(session, "pathways", &none, NULL);
  g_assert_cmpstr(none, ==, "none");
  g_object_set(session, "pathways", "none", NULL);
  g_assert_cmpuint(n, ==, 0);
  g_object_set(session, "pathways", "density", NULL);
  g_object_set(session, "pathways", "density", NULL);
  g_object_get(session, "pathways", &density, NULL);
  g_assert_cmpstr(density, ==, "density");
  g_assert_cmpuint(n, ==, 1);
}

/* Chosen, exchanged, kept for the next glass and put away. */
static void
test_snapshots(void)
{
  VitrineSession *session = ui_test_session();
  g_autoptr(Scene) scene = ui_test_scene();

  g_assert_true(has_pathways(session, NULL));
  g_object_set(session, "pathways", "clearance", NULL);
  vitrine_session_play(session, TRUE);
  WAIT(has_pathways(session, "clearance"));
  g_object_set(session, "pathways", "density", NULL);
  WAIT(has_pathways(session, "density"));
  g_assert_true(vitrine_session_open(session, scene, NULL));
  g_assert_true(has_pathways(session, NULL));
  WAIT(has_pathways(session, "density"));
  ui_test_pause(session);
  g_object_set(session, "pathways", "none", NULL);
  WAIT(has_pathways(session, NULL));
  g_assert_finalize_object(session);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pathways/the choice notifies only on change", test_property);
  g_test_add_func("/pathways/those that are chosen come with the snapshots",
                  test_snapshots);
  return g_test_run();
}
