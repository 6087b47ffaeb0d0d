// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <math.h>

#include "app/vitrine-steer-panel.h"
#include "ui-test.h"

#define QUIET_MSEC 600 /* longer than any slider takes to come to rest */

typedef struct {
  VitrineSession *session;
  GtkWidget *panel; /* reference of our own */
  UiTestPosted posted;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
  fixture->session = ui_test_session();
  fixture->panel = g_object_ref_sink(g_object_new(VITRINE_TYPE_STEER_PANEL, NULL));
  vitrine_steer_panel_set_session(VITRINE_STEER_PANEL(fixture->panel), fixture->session);
  ui_test_note_posted(fixture->session, &fixture->posted);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object(fixture->panel);
  g_assert_finalize_object(fixture->session);
}

static GtkWidget *
find(Fixture *fixture, GType type, const char *label)
{
  GtkWidget *widget = ui_test_find(fixture->panel, type, label);
  g_assert_nonnull(widget);
  return widget;
}

static void
test_nothing_by_itself(Fixture *fixture, gconstpointer data)
{
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 0);
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "Temperature");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(entry)), ==, "1000");
}

static void
test_temperature_slider(Fixture *fixture, gconstpointer data)
{
  GtkWidget *scale = find(fixture, GTK_TYPE_SCALE, "Temperature");

  for (double t = 1000.0; t <= 2500.0; t += 100.0)
    gtk_range_set_value(GTK_RANGE(scale), t);
  WAIT(fixture->posted.n > 0);
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_TEMPERATURE);
  g_assert_cmpfloat(fixture->posted.last.value, ==, 2500.0);
  WAIT(vitrine_session_get_status(fixture->session)->target == 2500.0);
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 1);
}

static void
test_temperature_entry(Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "Temperature");
  GtkWidget *scale = find(fixture, GTK_TYPE_SCALE, "Temperature");

  ui_test_enter(entry, "1000");
  g_assert_cmpuint(fixture->posted.n, ==, 0);
  ui_test_enter(entry, "1735");
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  g_assert_cmpfloat(fixture->posted.last.value, ==, 1735.0);
  g_assert_cmpfloat(gtk_range_get_value(GTK_RANGE(scale)), ==, 1735.0);
  ui_test_enter(entry, "hot");
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  ui_test_enter(entry, "9000");
  g_assert_cmpfloat(fixture->posted.last.value, ==, 4000.0);
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 2);
}

static void
test_thermostat(Fixture *fixture, gconstpointer data)
{
  GtkWidget *thermostat = find(fixture, GTK_TYPE_SWITCH, "Thermostat");
  GtkWidget *kind = find(fixture, GTK_TYPE_DROP_DOWN, "Kind of thermostat");

  gtk_switch_set_active(GTK_SWITCH(thermostat), FALSE);
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_ENSEMBLE);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NVE);
  WAIT(!vitrine_session_get_status(fixture->session)->thermostat_on);
  gtk_switch_set_active(GTK_SWITCH(thermostat), FALSE);
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  gtk_switch_set_active(GTK_SWITCH(thermostat), TRUE);
  gtk_drop_down_set_selected(GTK_DROP_DOWN(kind), 1);
  g_assert_cmpuint(fixture->posted.n, ==, 3);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NVT_NOSE_HOOVER);
  WAIT(vitrine_session_get_status(fixture->session)->thermostat_on);
  g_assert_cmpuint(fixture->posted.n, ==, 3);
}

static void
test_pressure(Fixture *fixture, gconstpointer data)
{
  GtkWidget *barostat = find(fixture, GTK_TYPE_SWITCH, "Constant pressure");
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "Pressure");

  g_assert_false(gtk_widget_get_visible(gtk_widget_get_parent(entry)));
  gtk_switch_set_active(GTK_SWITCH(barostat), TRUE);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NPT_SCR);
  g_assert_true(gtk_widget_get_visible(gtk_widget_get_parent(entry)));
  WAIT(vitrine_session_get_status(fixture->session)->ensemble == ENSEMBLE_NPT_SCR);
  ui_test_enter(entry, "2");
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_PRESSURE);
  g_assert_cmpfloat(fabs(fixture->posted.last.value - 2.0 / 160.2176634), <, 1e-12);
  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, "Barostat time constant"), "0.5");
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_TAU_PRESSURE);
  g_assert_cmpfloat(fixture->posted.last.value, ==, 0.5);
  WAIT(vitrine_session_get_status(fixture->session)->tau_pressure == 0.5);
  g_assert_cmpuint(fixture->posted.n, ==, 3);
}

static void
test_barostat_kinds(Fixture *fixture, gconstpointer data)
{
  GtkWidget *barostat = find(fixture, GTK_TYPE_SWITCH, "Constant pressure");
  GtkWidget *kind = find(fixture, GTK_TYPE_DROP_DOWN, "Kind of thermostat");

  gtk_drop_down_set_selected(GTK_DROP_DOWN(kind), 1);
  gtk_switch_set_active(GTK_SWITCH(barostat), TRUE);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NPT_MTK);
  gtk_drop_down_set_selected(GTK_DROP_DOWN(kind), 2);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NVT_LANGEVIN);
  g_assert_false(gtk_switch_get_active(GTK_SWITCH(barostat)));
  gtk_switch_set_active(GTK_SWITCH(barostat), TRUE);
  g_assert_cmpint(fixture->posted.last.integer, ==, ENSEMBLE_NPT_SCR);
  g_assert_cmpuint(gtk_drop_down_get_selected(GTK_DROP_DOWN(kind)), ==, 0);
  WAIT(vitrine_session_get_status(fixture->session)->ensemble == ENSEMBLE_NPT_SCR);
  g_assert_cmpuint(fixture->posted.n, ==, 4);
}

static void
test_field(Fixture *fixture, gconstpointer data)
{
  GtkWidget *axis = find(fixture, GTK_TYPE_DROP_DOWN, "Direction of the electric field");
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "Electric field");

  g_assert_false(gtk_widget_get_visible(gtk_widget_get_parent(entry)));
  gtk_drop_down_set_selected(GTK_DROP_DOWN(axis), 3);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_FIELD);
  g_assert_cmpint(fixture->posted.last.integer, ==, 2);
  ui_test_enter(entry, "-0.1");
  WAIT(vitrine_session_get_status(fixture->session)->field.z == -0.1);
  gtk_drop_down_set_selected(GTK_DROP_DOWN(axis), 1);
  WAIT(vitrine_session_get_status(fixture->session)->field.x == -0.1);
  g_assert_cmpfloat(vitrine_session_get_status(fixture->session)->field.z, ==, 0.0);
  gtk_drop_down_set_selected(GTK_DROP_DOWN(axis), 0);
  WAIT(vitrine_session_get_status(fixture->session)->field.x == 0.0);
  g_assert_false(gtk_widget_get_visible(gtk_widget_get_parent(entry)));
}

static void
test_numbers(Fixture *fixture, gconstpointer data)
{
  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, "Thermostat time constant"), "0.25");
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_TAU);
  g_assert_cmpfloat(fixture->posted.last.value, ==, 0.25);
  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, "Time step"), "0.5");
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_TIME_STEP);
  g_assert_cmpfloat(fabs(fixture->posted.last.value - 0.0005), <, 1e-15);
  g_assert_cmpuint(fixture->posted.n, ==, 2);
}

static void
test_speed(Fixture *fixture, gconstpointer data)
{
  GtkWidget *scale = find(fixture, GTK_TYPE_SCALE, "Speed");

  g_assert_nonnull(ui_test_find_text(fixture->panel, "as fast as it goes"));
  gtk_range_set_value(GTK_RANGE(scale), 0.5);
  gtk_range_set_value(GTK_RANGE(scale), 0.0);
  WAIT(fixture->posted.n > 0);
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_SPEED);
  g_assert_cmpfloat(fixture->posted.last.value, ==, 0.01);
  g_assert_nonnull(ui_test_find_text(fixture->panel, "10 fs/s"));
}

static void
test_parameter(Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "r0 Si–O");

  g_assert_null(ui_test_find_text(fixture->panel, "+2.0 %"));
  ui_test_enter(entry, "2.142");
  g_assert_cmpuint(fixture->posted.n, ==, 1);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_PARAM);
  g_assert_cmpint(fixture->posted.last.param.kind, ==, PARAM_MORSE_R0);
  g_assert_cmpstr(fixture->posted.last.param.a, ==, "Si");
  g_assert_cmpfloat(fixture->posted.last.param.value, ==, 2.142);
  WAIT(vitrine_session_get_force_field_before(fixture->session));
  g_assert_nonnull(ui_test_find_text(fixture->panel, "+2.0 %"));
  g_assert_cmpuint(fixture->posted.n, ==, 1);

  gtk_widget_activate_action(GTK_WIDGET(vitrine_steer_panel_get_potential_card(
                                 VITRINE_STEER_PANEL(fixture->panel))),
                             "potential.undo", NULL);
  g_assert_cmpuint(fixture->posted.n, ==, 2);
  g_assert_cmpfloat(fixture->posted.last.param.value, ==, 2.1);
  WAIT(!ui_test_find_text(fixture->panel, "+2.0 %"));
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(entry)), ==, "2.1000");
}

static void
test_charge(Fixture *fixture, gconstpointer data)
{
  g_assert_null(ui_test_find_text(fixture->panel, "stays neutral"));
  /* 8 Na, 8 Si, 20 O: (8 × 0.6 + 8 × 2.37) / 20 = 1.188 */
  ui_test_enter(find(fixture, GTK_TYPE_ENTRY, "z Si"), "2.37");
  WAIT(ui_test_find_text(fixture->panel, "stays neutral"));
  g_assert_nonnull(ui_test_find_text(fixture->panel, "O takes −1.188 e"));
  gtk_widget_activate_action(GTK_WIDGET(vitrine_steer_panel_get_potential_card(
                                 VITRINE_STEER_PANEL(fixture->panel))),
                             "potential.reset", NULL);
  g_assert_cmpint(fixture->posted.last.kind, ==, COMMAND_RESET_PARAMS);
  WAIT(!ui_test_find_text(fixture->panel, "stays neutral"));
  g_assert_cmpuint(fixture->posted.n, ==, 2);
}

static void
test_pairs(Fixture *fixture, gconstpointer data)
{
  VitrinePotentialCard *card =
      vitrine_steer_panel_get_potential_card(VITRINE_STEER_PANEL(fixture->panel));

  g_assert_true(vitrine_potential_card_select(card, "O", "Na"));
  g_assert_nonnull(ui_test_find(fixture->panel, GTK_TYPE_ENTRY, "r0 Na–O"));
  g_assert_true(vitrine_potential_card_select(card, "Na", "Na"));
  g_assert_nonnull(ui_test_find_text(fixture->panel, "Only their charges"));
  g_assert_false(vitrine_potential_card_select(card, "K", "O"));
  ui_test_let_pass(QUIET_MSEC);
  g_assert_cmpuint(fixture->posted.n, ==, 0);
}

/* BMP is told what it does to a liquid, and what can be done about it. */
static void
test_abrupt_ends(Fixture *fixture, gconstpointer data)
{
  VitrinePotentialCard *card =
      vitrine_steer_panel_get_potential_card(VITRINE_STEER_PANEL(fixture->panel));

  g_assert_null(ui_test_find_text(fixture->panel, "ends abruptly"));
  vitrine_session_set_potential(fixture->session, "bmp");
  WAIT(ui_test_find_text(fixture->panel, "Si–O–Si ends abruptly at 3.30 Å"));
  g_assert_true(vitrine_potential_card_select(card, "Si", "O"));
  GtkWidget *entry = find(fixture, GTK_TYPE_ENTRY, "w Si–O–Si");
  g_assert_cmpstr(gtk_editable_get_text(GTK_EDITABLE(entry)), ==, "0.00");
  gtk_widget_activate_action(GTK_WIDGET(card), "potential.taper", NULL);
  g_assert_cmpint(fixture->posted.last.param.kind, ==, PARAM_TAPER);
  WAIT(!ui_test_find_text(fixture->panel, "ends abruptly"));
  WAIT(g_str_equal(gtk_editable_get_text(GTK_EDITABLE(entry)), "0.60"));
  gtk_widget_activate_action(GTK_WIDGET(card), "potential.reset", NULL);
  WAIT(ui_test_find_text(fixture->panel, "ends abruptly"));
}

#define ADD(path, function) \
  g_test_add("/steer-panel/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  ADD("posts nothing by itself", test_nothing_by_itself);
  ADD("a dragged slider is one change of temperature", test_temperature_slider);
  ADD("typed temperatures are posted on Enter", test_temperature_entry);
  ADD("the thermostat is switched and chosen", test_thermostat);
  ADD("a barostat brings its pressure", test_pressure);
  ADD("each thermostat has its barostat, or none", test_barostat_kinds);
  ADD("an electric field is along one axis at a time", test_field);
  ADD("time constant and time step are posted in ps", test_numbers);
  ADD("speed goes to slow motion", test_speed);
  ADD("a parameter is steered, shown and undone", test_parameter);
  ADD("oxygen balances a steered charge", test_charge);
  ADD("choosing pairs steers nothing", test_pairs);
  ADD("abrupt ends are told and can fade out", test_abrupt_ends);
  return g_test_run();
}
