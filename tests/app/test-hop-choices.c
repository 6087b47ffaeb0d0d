// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui-test.h"

#include "app/vitrine-hop-choices.h"

static GtkWindow *
open_dialog(VitrineSession *session)
{
  GtkWindow *dialog = vitrine_hop_choices_new(NULL, session);

  gtk_window_present(dialog);
  return dialog;
}

static GtkEditable *
field(GtkWindow *dialog, const char *label)
{
  GtkWidget *entry = ui_test_find(GTK_WIDGET(dialog), GTK_TYPE_ENTRY, label);

  g_assert_nonnull(entry);
  return GTK_EDITABLE(entry);
}

static char *
chosen(VitrineSession *session)
{
  char *text = NULL;

  g_object_get(session, "hop-choices", &text, NULL);
  return text;
}

static void
test_usual(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  GtkWindow *dialog = open_dialog(session);

  g_assert_cmpstr(gtk_editable_get_text(field(dialog, "Half window w")), ==, "1");
  g_assert_cmpstr(gtk_editable_get_text(field(dialog, "Least p_hop of a hop, p_c")), ==,
                  "1.5");
  g_assert_cmpstr(gtk_editable_get_text(field(dialog, "Hops go together within τ_c")), ==,
                  "");
  gtk_widget_activate_action(GTK_WIDGET(dialog), "choices.apply", NULL);
  g_autofree char *text = chosen(session);
  g_assert_null(text);
}

static void
test_choose_and_reset(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  GtkWindow *dialog = open_dialog(session);

  gtk_editable_set_text(field(dialog, "Half window w"), "0,5");
  gtk_editable_set_text(field(dialog, "Hops go together within τ_c"), "0.2");
  gtk_editable_set_text(field(dialog, "Most cages in the window"), "4");
  gtk_widget_activate_action(GTK_WIDGET(dialog), "choices.apply", NULL);
  g_autofree char *text = chosen(session);
  g_assert_cmpstr(text, ==, "hop-window=0.5 hop-lag=0.2 cluster-most=4");
  /* what was chosen is there again, and can be taken back */
  dialog = open_dialog(session);
  g_assert_cmpstr(gtk_editable_get_text(field(dialog, "Half window w")), ==, "0.5");
  g_assert_cmpstr(gtk_editable_get_text(field(dialog, "Hops go together within τ_c")), ==,
                  "0.2");
  gtk_widget_activate_action(GTK_WIDGET(dialog), "choices.reset", NULL);
  gtk_widget_activate_action(GTK_WIDGET(dialog), "choices.apply", NULL);
  g_autofree char *none = chosen(session);
  g_assert_null(none);
}

static void
test_impossible(void)
{
  static const char *const bad[] = {"0", "-1", "1000", "much", "1e999"};
  g_autoptr(VitrineSession) session = ui_test_session();
  GtkWindow *dialog = open_dialog(session);

  for (guint k = 0; k < G_N_ELEMENTS(bad); k++) {
    gtk_editable_set_text(field(dialog, "Half window w"), bad[k]);
    g_assert_nonnull(ui_test_find_text(GTK_WIDGET(dialog), "from 0.01 to 100 ps"));
    gtk_widget_activate_action(GTK_WIDGET(dialog), "choices.apply", NULL);
    g_autofree char *text = chosen(session);
    g_assert_null(text);
  }
  gtk_editable_set_text(field(dialog, "Half window w"), "2");
  g_assert_null(ui_test_find_text(GTK_WIDGET(dialog), "from 0.01 to 100 ps"));
  gtk_editable_set_text(field(dialog, "Most cages in the window"), "2.5");
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(dialog), "from 2 to 16"));
  gtk_window_close(dialog);
}

/* Whose motion is looked at, and how hops are found, are two things; the run is told
 * both. */
static void
test_two_parts(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  g_autoptr(GError) error = NULL;

  vitrine_session_show_charts(session, (const char *const[]){"hops", "msd", NULL});
  vitrine_session_choose_hops(session, "hop-threshold=2");
  vitrine_session_choose_atoms(session, "atoms=0,1");
  g_autofree char *text = chosen(session);
  g_assert_cmpstr(text, ==, "hop-threshold=2");
  vitrine_session_choose_hops(session, NULL);
  vitrine_session_choose_hops(session, "hop-window=0.4");
  vitrine_session_choose_atoms(session, NULL);
  g_autofree char *again = chosen(session);
  g_assert_cmpstr(again, ==, "hop-window=0.4");
  g_assert_true(vitrine_session_reload(session, &error));
  g_autofree char *later = chosen(session);
  g_assert_cmpstr(later, ==, "hop-window=0.4");
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/hop-choices/begin with what is usual", test_usual);
  g_test_add_func("/hop-choices/are chosen, kept and reset", test_choose_and_reset);
  g_test_add_func("/hop-choices/impossible ones are told", test_impossible);
  g_test_add_func("/hop-choices/atoms and hops leave each other alone", test_two_parts);
  return g_test_run();
}
