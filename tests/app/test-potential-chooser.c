// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/vitrine-potential-card.h"
#include "app/vitrine-potential-chooser.h"
#include "potential/learned/committee-model.h"
#include "random-tensornet.h"
#include "ui-test.h"

typedef struct {
  char *folder, *file[2], *narrow; /* models of Na, Si, O; of Si, O */
} Models;

static char *
save_model(const Models *m, const char *name, guint seed, const char *elements)
{
  RandomTensorNet what = {
      .units = 16, .n_blocks = 1, .seed = seed, .r_cut = 3.0, .elements = elements};
  g_autoptr(LearnedModel) model = random_tensornet(&what);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename(m->folder, name, NULL);

  g_assert_true(learned_model_save(model, path, &error));
  return path;
}

static void
set_up(Models *m, gconstpointer data)
{
  m->folder = g_dir_make_tmp("chooser-XXXXXX", NULL);
  m->file[0] = save_model(m, "one.tnb", 1, "Na O Si");
  m->file[1] = save_model(m, "two.tnb", 2, "Na O Si");
  m->narrow = save_model(m, "narrow.tnb", 3, "O Si");
}

static void
tear_down(Models *m, gconstpointer data)
{
  char *const all[] = {m->file[0], m->file[1], m->narrow};

  for (guint k = 0; k < G_N_ELEMENTS(all); k++) {
    g_remove(all[k]);
    g_free(all[k]);
  }
  g_rmdir(m->folder);
  g_free(m->folder);
}

static VitrinePotentialChooser *
open_chooser(void)
{
  g_autoptr(Scene) scene = ui_test_scene();

  return vitrine_potential_chooser_new(NULL, scene);
}

static void
a_model_tells_its_cost_before_it_is_used(Models *m, gconstpointer data)
{
  VitrinePotentialChooser *chooser = open_chooser();

  vitrine_potential_chooser_offer(chooser, m->file[0]);
  g_assert_true(vitrine_potential_chooser_is_ready(chooser));
  WAIT(strstr(vitrine_potential_chooser_get_verdict(chooser), "steps/s"));
  gtk_window_destroy(GTK_WINDOW(chooser));
}

static void
what_does_not_cover_the_atoms_names_what_is_missing(Models *m, gconstpointer data)
{
  VitrinePotentialChooser *chooser = open_chooser();

  vitrine_potential_chooser_offer(chooser, m->narrow);
  g_assert_false(vitrine_potential_chooser_is_ready(chooser));
  g_assert_nonnull(strstr(vitrine_potential_chooser_get_verdict(chooser), "Na"));
  vitrine_potential_chooser_offer(chooser, "/none/such.pt");
  g_assert_false(vitrine_potential_chooser_is_ready(chooser));
  g_assert_nonnull(strstr(vitrine_potential_chooser_get_verdict(chooser), "such.pt"));
  gtk_window_destroy(GTK_WINDOW(chooser));
}

static void
note_cb(VitrinePotentialChooser *chooser, const char *potential, char **chosen)
{
  *chosen = g_strdup(potential);
}

static void
several_files_are_a_committee_that_may_be_led(Models *m, gconstpointer data)
{
  VitrinePotentialChooser *chooser = open_chooser();
  g_autofree char *both =
      committee_join((const char *const[]){m->file[0], m->file[1], NULL}, FALSE);
  g_autofree char *led =
      committee_join((const char *const[]){m->file[0], m->file[1], NULL}, TRUE);
  g_autofree char *chosen = NULL;

  g_signal_connect(chooser, "chosen", G_CALLBACK(note_cb), &chosen);
  vitrine_potential_chooser_offer(chooser, both);
  g_assert_true(vitrine_potential_chooser_is_ready(chooser));
  GtkWidget *first =
      ui_test_find(GTK_WIDGET(chooser), GTK_TYPE_SWITCH, "The first file drives");
  gtk_switch_set_active(GTK_SWITCH(first), TRUE);
  gtk_widget_activate_action(GTK_WIDGET(chooser), "chooser.use", NULL);
  g_assert_cmpstr(chosen, ==, led);
}

static gboolean
poll_cb(gpointer session)
{
  vitrine_session_poll(session);
  return G_SOURCE_CONTINUE;
}

static void
the_card_of_a_model_tells_of_the_model(Models *m, gconstpointer data)
{
  VitrineSession *session = vitrine_session_new();
  g_autoptr(Scene) scene = ui_test_scene();
  g_autofree char *both =
      committee_join((const char *const[]){m->file[0], m->file[1], NULL}, FALSE);
  GtkWidget *window = gtk_window_new();
  VitrinePotentialCard *card = g_object_new(VITRINE_TYPE_POTENTIAL_CARD, NULL);
  guint poll = g_timeout_add(10, poll_cb, session);

  scene->trust = 1e6;
  g_assert_true(vitrine_session_open(session, scene, NULL));
  gtk_window_set_child(GTK_WINDOW(window), GTK_WIDGET(card));
  vitrine_potential_card_set_session(card, session);
  gtk_window_present(GTK_WINDOW(window));
  g_assert_nonnull(ui_test_find_text(window, "Pedone"));
  vitrine_session_set_potential(session, both);
  WAIT(ui_test_find_text(window, "Committee of 2"));
  g_assert_nonnull(ui_test_find_text(window, "Na, O, Si"));
  g_assert_null(ui_test_find_text(window, "Pedone"));
  WAIT(ui_test_find_text(window, " eV/Å"));
  WAIT(ui_test_find_text(window, " µs"));
  vitrine_session_set_potential(session, "pedone2006");
  WAIT(ui_test_find_text(window, "Pedone"));
  g_assert_null(ui_test_find_text(window, "Na, O, Si"));
  gtk_window_destroy(GTK_WINDOW(window));
  g_source_remove(poll);
  g_object_unref(session);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
#define ADD(name, function) \
  g_test_add("/potential-chooser/" name, Models, NULL, set_up, function, tear_down)
  ADD("a model tells its cost before it is used",
      a_model_tells_its_cost_before_it_is_used);
  ADD("what does not cover the atoms names what is missing",
      what_does_not_cover_the_atoms_names_what_is_missing);
  ADD("several files are a committee that may be led",
      several_files_are_a_committee_that_may_be_led);
  ADD("the card of a model tells of the model", the_card_of_a_model_tells_of_the_model);
#undef ADD
  return g_test_run();
}
