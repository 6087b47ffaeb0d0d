// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <string.h>

#include "app/vitrine-status-line.h"
#include "ui-test.h"

#define MESSAGE "z(Si) = 2.45 e, which was 2.40 e"

static GtkWidget *
show_line(GtkWidget **window)
{
  GtkWidget *line = g_object_new(VITRINE_TYPE_STATUS_LINE, "message", MESSAGE, "motion",
                                 "picture averaged over 0.2 ps", NULL);

  *window = g_object_new(GTK_TYPE_WINDOW, "child", line, NULL);
  gtk_window_present(GTK_WINDOW(*window));
  WAIT(gtk_widget_get_mapped(line));
  return line;
}

static gboolean
is_cut(GtkWidget *line, const char *text)
{
  GtkLabel *label = ui_test_find_text(line, text);

  g_assert_nonnull(label);
  return pango_layout_is_ellipsized(gtk_label_get_layout(label));
}

/* Gives the line this width and counts the labels that are seen. */
static guint
count_at(GtkWidget *line, int width)
{
  guint n = 0;

  gtk_widget_allocate(line, width, 30, -1, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child(line); child;
       child = gtk_widget_get_next_sibling(child))
    n += gtk_widget_get_visible(child) && gtk_widget_get_child_visible(child);
  return n;
}

static void
test_words_stay_whole(void)
{
  GtkWidget *window, *line = show_line(&window);
  int natural;

  gtk_widget_measure(line, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  guint all = count_at(line, natural);
  g_assert_false(is_cut(line, MESSAGE));
  guint some = count_at(line, natural * 3 / 4);
  g_assert_cmpuint(some, <, all);
  g_assert_false(is_cut(line, MESSAGE));
  g_assert_false(is_cut(line, "averaged"));
  /* and come back */
  g_assert_cmpuint(count_at(line, natural), ==, all);
  /* where not even the words have room, they are cut and nothing else is there */
  g_assert_cmpuint(count_at(line, 120), ==, 2);
  g_assert_true(is_cut(line, MESSAGE));
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/status-line/numbers go before words are cut", test_words_stay_whole);
  return g_test_run();
}
