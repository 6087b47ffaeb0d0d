// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>

#include "app/vitrine-new-glass.h"
#include "ui-test.h"

static void
test_validates(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);

  g_assert_true(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "Na 666"));
  vitrine_new_glass_set_composition(dialog, "SiO2");
  g_assert_true(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "Si"));
  g_assert_null(strstr(vitrine_new_glass_get_verdict(dialog), "Na"));
  gtk_window_destroy(GTK_WINDOW(dialog));
}

static void
test_refuses(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);

  vitrine_new_glass_set_composition(dialog, "Na2O-B2O3");
  g_assert_false(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "B"));
  vitrine_new_glass_set_composition(dialog, "porridge");
  g_assert_false(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "porridge"));
  vitrine_new_glass_set_composition(dialog, "16Na2O-");
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "missing"));
  /* balanced by its formula, not by the charges of the potential */
  vitrine_new_glass_set_composition(dialog, "Na2O-2SiO3");
  g_assert_false(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "neutral"));
  gtk_widget_activate_action(GTK_WIDGET(dialog), "new-glass.create", NULL);
  ui_test_let_pass(100);
  g_assert_null(vitrine_session_get_scene(session));
  gtk_window_destroy(GTK_WINDOW(dialog));
}

static GtkWidget *
find_row(GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW(root) &&
      g_str_equal(adw_preferences_row_get_title(ADW_PREFERENCES_ROW(root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child(root); child && !found;
       child = gtk_widget_get_next_sibling(child))
    found = find_row(child, title);
  return found;
}

static void
assert_marked(VitrineNewGlass *dialog, const char *title, gboolean marked)
{
  GtkWidget *row = find_row(GTK_WIDGET(dialog), title);

  g_assert_nonnull(row);
  g_assert_cmpint(gtk_widget_has_css_class(row, "error"), ==, marked);
}

/* Red is the row that has to be changed. */
static void
test_marks_what_is_wrong(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);

  vitrine_new_glass_set_composition(dialog, "porridge");
  assert_marked(dialog, "Mix", TRUE);
  assert_marked(dialog, "Potential", FALSE);
  vitrine_new_glass_set_composition(dialog, "50AgI-50Ag2O");
  assert_marked(dialog, "Mix", FALSE);
  assert_marked(dialog, "Potential", TRUE);
  vitrine_new_glass_set_composition(dialog, " ");
  assert_marked(dialog, "Mix", FALSE);
  assert_marked(dialog, "Potential", FALSE);
  g_assert_false(vitrine_new_glass_is_valid(dialog));
  vitrine_new_glass_set_composition(dialog, "Na2O-SiO2");
  assert_marked(dialog, "Mix", FALSE);
  assert_marked(dialog, "Potential", FALSE);
  gtk_window_destroy(GTK_WINDOW(dialog));
}

/* All recipes and all their rows fit on a projector. */
static void
test_scrolls(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);
  int height;

  g_assert_true(vitrine_new_glass_choose(dialog, "na3ps4-porous"));
  gtk_widget_measure(GTK_WIDGET(dialog), GTK_ORIENTATION_VERTICAL, 520, &height, NULL,
                     NULL, NULL);
  g_assert_cmpint(height, <=, 600);
  gtk_window_destroy(GTK_WINDOW(dialog));
}

static double
number_of(VitrineNewGlass *dialog, const char *label)
{
  GtkWidget *spin = ui_test_find(GTK_WIDGET(dialog), GTK_TYPE_SPIN_BUTTON, label);

  g_assert_nonnull(spin);
  return gtk_spin_button_get_value(GTK_SPIN_BUTTON(spin));
}

static void
test_recipes(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);

  /* takes numbers from the recipe, and a potential that knows boron */
  g_assert_true(vitrine_new_glass_choose(dialog, "LBS-20-60-20"));
  g_assert_true(vitrine_new_glass_is_valid(dialog));
  gtk_window_present(GTK_WINDOW(dialog));
  g_assert_nonnull(
      ui_test_find_text(GTK_WIDGET(dialog), "B–O–B ends abruptly at 3.30 Å"));
  g_assert_cmpstr(vitrine_new_glass_get_verdict(dialog), ==,
                  "Si 14 · B 84 · Li 28 · O 168");
  g_assert_cmpfloat(number_of(dialog, "Density"), ==, 2.21);
  g_assert_cmpfloat(number_of(dialog, "Atoms"), ==, 294);
  g_assert_cmpfloat(number_of(dialog, "Temperature of the melt"), ==, 2500);
  /* another mix does not keep the density of the recipe */
  vitrine_new_glass_set_composition(dialog, "30SiO2-30B2O3-40Na2O");
  g_assert_cmpfloat(number_of(dialog, "Density"), !=, 2.21);
  g_assert_false(vitrine_new_glass_choose(dialog, "porridge"));
  gtk_window_destroy(GTK_WINDOW(dialog));
}

/* No shipped set has sulphur: the missing pair is named. */
static void
test_sulphide(void)
{
  g_autoptr(VitrineSession) session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);

  g_assert_true(vitrine_new_glass_choose(dialog, "na3ps4"));
  g_assert_false(vitrine_new_glass_is_valid(dialog));
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "P–S"));
  g_assert_cmpfloat(number_of(dialog, "Density"), ==, 2.0);
  /* an estimate is shown even where the potential refuses */
  g_assert_true(vitrine_new_glass_choose(dialog, "na3ps4-x0.60"));
  g_assert_cmpfloat_with_epsilon(number_of(dialog, "Density"), 2.146, 1e-3);
  vitrine_new_glass_add_potential(dialog, "/no/such/file");
  g_assert_nonnull(strstr(vitrine_new_glass_get_verdict(dialog), "/no/such/file"));
  g_assert_true(vitrine_new_glass_choose(dialog, "silica"));
  g_assert_true(vitrine_new_glass_is_valid(dialog));
  gtk_window_destroy(GTK_WINDOW(dialog));
}

static void
test_creates(void)
{
  VitrineSession *session = vitrine_session_new();
  VitrineNewGlass *dialog = vitrine_new_glass_new(NULL, session);
  GtkWidget *atoms = ui_test_find(GTK_WIDGET(dialog), GTK_TYPE_SPIN_BUTTON, "Atoms");

  g_object_add_weak_pointer(G_OBJECT(dialog), (gpointer *)&dialog);
  vitrine_new_glass_set_composition(dialog, "SiO2");
  gtk_spin_button_set_value(GTK_SPIN_BUTTON(atoms), 120.0);
  gtk_window_present(GTK_WINDOW(dialog));
  gtk_widget_activate_action(GTK_WIDGET(dialog), "new-glass.create", NULL);
  WAIT(vitrine_session_get_scene(session));
  g_assert_cmpuint(vitrine_session_get_scene(session)->start->n_atoms, ==, 120);
  g_assert_true(vitrine_session_get_scene(session)->relax);
  /* the recipe's name, where there is one */
  g_assert_cmpstr(vitrine_session_get_scene(session)->name, ==, "Silica");
  WAIT(dialog == NULL);
  g_assert_finalize_object(session);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/new-glass/shows what it would make", test_validates);
  g_test_add_func("/new-glass/refuses with the reason", test_refuses);
  g_test_add_func("/new-glass/marks the row that is wrong", test_marks_what_is_wrong);
  g_test_add_func("/new-glass/is not higher than a small screen", test_scrolls);
  g_test_add_func("/new-glass/a recipe brings its numbers", test_recipes);
  g_test_add_func("/new-glass/a sulphide needs a learned potential", test_sulphide);
  g_test_add_func("/new-glass/makes the glass and goes away", test_creates);
  return g_test_run();
}
