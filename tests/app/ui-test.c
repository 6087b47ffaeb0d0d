// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui-test.h"

#define EDGE   4 /* unit cells of NaCl-like order along each side */
#define LENGTH 2.25

static gboolean
poll_cb(gpointer session)
{
  vitrine_session_poll(session);
  return G_SOURCE_CONTINUE;
}

void
ui_test_let_pass(guint msec)
{
  gdk_display_sync(gdk_display_get_default());
  gint64 end = g_get_monotonic_time() + msec * 1000;
  while (g_get_monotonic_time() < end)
    if (!g_main_context_iteration(NULL, FALSE))
      g_usleep(1000);
}

static gboolean
has_label(GtkWidget *widget, const char *label)
{
  if (!gtk_test_accessible_has_property(GTK_ACCESSIBLE(widget),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  g_autofree char *other = gtk_test_accessible_check_property(
      GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return other == NULL;
}

GtkWidget *
ui_test_find(GtkWidget *root, GType type, const char *label)
{
  if (g_type_is_a(G_OBJECT_TYPE(root), type) && (!label || has_label(root, label)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child(root); child;
       child = gtk_widget_get_next_sibling(child)) {
    GtkWidget *found = ui_test_find(child, type, label);
    if (found)
      return found;
  }
  return NULL;
}

GtkLabel *
ui_test_find_text(GtkWidget *root, const char *part)
{
  if (!gtk_widget_get_visible(root))
    return NULL;
  if (GTK_IS_LABEL(root) && strstr(gtk_label_get_text(GTK_LABEL(root)), part))
    return GTK_LABEL(root);
  for (GtkWidget *child = gtk_widget_get_first_child(root); child;
       child = gtk_widget_get_next_sibling(child)) {
    GtkLabel *found = ui_test_find_text(child, part);
    if (found)
      return found;
  }
  return NULL;
}

void
ui_test_enter(GtkWidget *entry, const char *text)
{
  g_assert_nonnull(entry);
  gtk_editable_set_text(GTK_EDITABLE(entry), text);
  g_signal_emit_by_name(entry, "activate");
}

/* Rock-salt places hold cations and oxygen in the ratio 16 Na : 16 Si : 40 O, the rest
 * stays empty: no two atoms come near each other. */
static Frame *
lattice_glass(void)
{
  static const char *const symbols[] = {"Na", "Si", "O"};
  g_autoptr(SpeciesList) species = species_list_new();
  for (guint i = 0; i < G_N_ELEMENTS(symbols); i++)
    species_list_add(species, element_lookup(symbols[i]));
  Frame *frame = frame_new(species, 36, 0);
  frame->cell = cell_cubic(EDGE * LENGTH);

  guint n_cation = 0, n_oxygen = 0, atom = 0;
  for (int i = 0; i < EDGE * EDGE * EDGE && atom < 36; i++) {
    int x = i % EDGE, y = i / EDGE % EDGE, z = i / (EDGE * EDGE);
    gboolean oxygen = (x + y + z) % 2;
    if ((oxygen && n_oxygen >= 20) || (!oxygen && n_cation >= 16))
      continue;
    frame->type[atom] = oxygen ? 2 : n_cation % 2;
    frame->position[atom++] = vec3(x * LENGTH, y * LENGTH, z * LENGTH);
    *(oxygen ? &n_oxygen : &n_cation) += 1;
  }
  g_assert_cmpuint(atom, ==, 36);
  return frame;
}

Scene *
ui_test_scene(void)
{
  Scene *scene = scene_new();

  g_free(scene->name);
  scene->name = g_strdup("Test glass");
  scene->start = lattice_glass();
  scene->temperature = 1000.0;
  scene->relax = TRUE;
  return scene;
}

static void
stop_polling(gpointer source, GObject *gone)
{
  g_source_remove(GPOINTER_TO_UINT(source));
}

void
ui_test_pause(VitrineSession *session)
{
  const double mark = 0.11;

  vitrine_session_play(session, FALSE);
  vitrine_session_set_number(session, COMMAND_TAU, mark);
  WAIT(vitrine_session_get_status(session)->tau == mark);
  g_assert_false(vitrine_session_get_status(session)->playing);
}

VitrineSession *
ui_test_session(void)
{
  g_autoptr(Scene) scene = ui_test_scene();
  g_autoptr(GError) error = NULL;
  VitrineSession *session = vitrine_session_new();

  g_assert_true(vitrine_session_open(session, scene, &error));
  g_assert_no_error(error);
  guint source = g_timeout_add(5, poll_cb, session);
  g_object_weak_ref(G_OBJECT(session), stop_polling, GUINT_TO_POINTER(source));
  ui_test_pause(session);
  return session;
}

static void
posted_cb(UiTestPosted *posted, const Command *command)
{
  posted->n++;
  posted->last = *command;
}

void
ui_test_note_posted(VitrineSession *session, UiTestPosted *posted)
{
  *posted = (UiTestPosted){0};
  g_signal_connect_swapped(session, "posted", G_CALLBACK(posted_cb), posted);
}
