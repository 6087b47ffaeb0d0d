// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>

#include "app/vitrine-number-row.h"
#include "ui-test.h"

typedef struct {
  guint n;
  double value;
} Edited;

static void
edited_cb(Edited *edited, double value)
{
  edited->n++;
  edited->value = value;
}

static VitrineNumberRow *
make_row(Edited *edited)
{
  VitrineNumberRow *row =
      g_object_new(VITRINE_TYPE_NUMBER_ROW, "symbol", "r₀", "title", "length", "unit",
                   "Å", "digits", 4u, "lower", 0.5, "upper", 5.0, NULL);
  *edited = (Edited){0};
  g_signal_connect_swapped(row, "edited", G_CALLBACK(edited_cb), edited);
  return g_object_ref_sink(row);
}

static void
test_edits_once(void)
{
  Edited edited;
  g_autoptr(VitrineNumberRow) row = make_row(&edited);
  GtkWidget *entry = ui_test_find(GTK_WIDGET(row), GTK_TYPE_ENTRY, NULL);

  vitrine_number_row_set_value(row, 2.1);
  g_assert_cmpuint(edited.n, ==, 0);
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(entry)), ==, "2.1000");
  ui_test_enter(entry, "2.142");
  g_assert_cmpuint(edited.n, ==, 1);
  g_assert_cmpfloat(edited.value, ==, 2.142);
  ui_test_enter(entry, "2.1420");
  g_assert_cmpuint(edited.n, ==, 1);
}

static void
test_unchanged_text_keeps_digits(void)
{
  Edited edited;
  g_autoptr(VitrineNumberRow) row = make_row(&edited);
  GtkWidget *entry = ui_test_find(GTK_WIDGET(row), GTK_TYPE_ENTRY, NULL);

  vitrine_number_row_set_value(row, 3.006315);
  g_signal_emit_by_name(entry, "activate");
  g_assert_cmpuint(edited.n, ==, 0);
  g_assert_cmpfloat(vitrine_number_row_get_value(row), ==, 3.006315);
}

static void
test_bad_text(void)
{
  Edited edited;
  g_autoptr(VitrineNumberRow) row = make_row(&edited);
  GtkWidget *entry = ui_test_find(GTK_WIDGET(row), GTK_TYPE_ENTRY, NULL);

  vitrine_number_row_set_value(row, 2.1);
  ui_test_enter(entry, "wide");
  g_assert_cmpuint(edited.n, ==, 0);
  g_assert_true(gtk_widget_has_css_class(entry, "error"));
  g_assert_cmpfloat(vitrine_number_row_get_value(row), ==, 2.1);
  ui_test_enter(entry, "99");
  g_assert_cmpfloat(edited.value, ==, 5.0);
  g_assert_cmpstr(gtk_widget_get_tooltip_text(entry), ==, "length: at most 5.0000 Å");
  gtk_test_accessible_assert_property(entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      "length: at most 5.0000 Å");
  g_assert_false(gtk_widget_has_css_class(entry, "error"));
  ui_test_enter(entry, "0.1");
  g_assert_cmpstr(gtk_widget_get_tooltip_text(entry), ==, "length: at least 0.5000 Å");
  ui_test_enter(entry, "2.2");
  g_assert_null(gtk_widget_get_tooltip_text(entry));
}

static void
test_change(void)
{
  Edited edited;
  g_autoptr(VitrineNumberRow) row = make_row(&edited);

  vitrine_number_row_set_reference(row, 2.1);
  vitrine_number_row_set_value(row, 2.1);
  g_assert_null(ui_test_find_text(GTK_WIDGET(row), "%"));
  vitrine_number_row_set_value(row, 2.142);
  GtkLabel *change = ui_test_find_text(GTK_WIDGET(row), "%");
  g_assert_nonnull(change);
  g_assert_cmpstr(gtk_label_get_text(change), ==, "▴ +2.0 %");
}

static void
test_label(void)
{
  Edited edited;
  g_autoptr(VitrineNumberRow) row = make_row(&edited);

  vitrine_number_row_set_label(row, "r0 Si–O");
  g_assert_nonnull(ui_test_find(GTK_WIDGET(row), GTK_TYPE_ENTRY, "r0 Si–O"));
}

static void
test_no_leak(void)
{
  Edited edited;
  VitrineNumberRow *row = make_row(&edited);
  g_assert_finalize_object(row);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/number-row/says once what was typed", test_edits_once);
  g_test_add_func("/number-row/keeps digits that it does not show",
                  test_unchanged_text_keeps_digits);
  g_test_add_func("/number-row/refuses what is no number and keeps bounds",
                  test_bad_text);
  g_test_add_func("/number-row/shows how far it is from the reference", test_change);
  g_test_add_func("/number-row/has a name for assistive technology", test_label);
  g_test_add_func("/number-row/leaks nothing", test_no_leak);
  return g_test_run();
}
