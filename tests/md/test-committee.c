// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gstdio.h>
#include <math.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "potential/learned/committee-model.h"
#include "random-tensornet.h"

#define N_MEMBERS 3
#define N_ATOMS   48

static LearnedModel *
member_of_seed(guint seed)
{
  RandomTensorNet what = {
      .units = 16, .n_blocks = 1, .seed = seed, .r_cut = 3.5, .elements = "O Si"};

  return random_tensornet(&what);
}

typedef struct {
  GPtrArray *members;
  Frame *frame;
  Frame *alone[N_MEMBERS]; /* what each says by itself */
} Setting;

static void
set_up(Setting *s, gconstpointer data)
{
  s->members = g_ptr_array_new_with_free_func((GDestroyNotify)learned_model_unref);
  s->frame = random_silica(N_ATOMS, 9.5, 3);
  for (guint k = 0; k < N_MEMBERS; k++) {
    g_ptr_array_add(s->members, member_of_seed(10 + k));
    g_autoptr(ForceField) ff = bind_model(s->members->pdata[k], s->frame);
    s->alone[k] = evaluate_frame(ff, s->frame, NULL, 1);
  }
}

static void
tear_down(Setting *s, gconstpointer data)
{
  g_ptr_array_unref(s->members);
  frame_unref(s->frame);
  for (guint k = 0; k < N_MEMBERS; k++)
    frame_unref(s->alone[k]);
}

static ForceField *
bind_committee(Setting *s, gboolean first_drives)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnedModel) model = committee_model_new(s->members, first_drives, &error);

  g_assert_no_error(error);
  return bind_model(model, s->frame);
}

static void
the_mean_drives(Setting *s, gconstpointer data)
{
  g_autoptr(ForceField) ff = bind_committee(s, FALSE);
  g_autoptr(Frame) all = evaluate_frame(ff, s->frame, NULL, 1);
  double energy = 0.0, xx = 0.0;

  for (guint k = 0; k < N_MEMBERS; k++) {
    energy += s->alone[k]->thermo.potential / N_MEMBERS;
    xx += s->alone[k]->thermo.virial[0] / N_MEMBERS;
  }
  g_assert_cmpfloat_with_epsilon(all->thermo.potential, energy, 1e-9 * fabs(energy));
  g_assert_cmpfloat_with_epsilon(all->thermo.virial[0], xx, 1e-9 * (1.0 + fabs(xx)));
  for (guint i = 0; i < N_ATOMS; i++) {
    Vec3 mean = {0};
    for (guint k = 0; k < N_MEMBERS; k++)
      mean = vec3_add(mean, vec3_scale(s->alone[k]->force[i], 1.0 / N_MEMBERS));
    g_assert_cmpfloat(vec3_norm(vec3_sub(all->force[i], mean)), <, 1e-10);
  }
  g_assert_cmpfloat(gradient_error(ff, s->frame, 5e-3), <, 2e-3);
}

/* The variance without the mean: half the mean square difference of all pairs. */
static double
deviation_by_pairs(const Setting *s, guint atom)
{
  double sum = 0.0;

  for (guint k = 0; k < N_MEMBERS; k++)
    for (guint l = 0; l < N_MEMBERS; l++)
      sum += vec3_norm2(vec3_sub(s->alone[k]->force[atom], s->alone[l]->force[atom]));
  return sqrt(sum / (2.0 * N_MEMBERS * N_MEMBERS));
}

static void
each_atom_says_how_much_they_differ(Setting *s, gconstpointer data)
{
  for (gboolean first = FALSE; first <= TRUE; first++) {
    g_autoptr(ForceField) ff = bind_committee(s, first);
    g_autoptr(Frame) all = evaluate_frame(ff, s->frame, NULL, 2);
    g_assert_nonnull(all->deviation);
    for (guint i = 0; i < N_ATOMS; i++) {
      double expected = deviation_by_pairs(s, i);
      g_assert_cmpfloat(expected, >, 1e-4);
      g_assert_cmpfloat_with_epsilon(all->deviation[i], expected, 1e-9);
    }
  }
}

static void
the_first_drives_when_asked(Setting *s, gconstpointer data)
{
  g_autoptr(ForceField) ff = bind_committee(s, TRUE);
  g_autoptr(Frame) all = evaluate_frame(ff, s->frame, NULL, 1);

  g_assert_cmpfloat(all->thermo.potential, ==, s->alone[0]->thermo.potential);
  g_assert_cmpfloat(largest_difference(all->force, s->alone[0]->force, N_ATOMS), ==, 0.0);
}

static void
members_that_agree_deviate_by_nothing(Setting *s, gconstpointer data)
{
  g_autoptr(GPtrArray) same = g_ptr_array_new();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add(same, s->members->pdata[0]);
  g_ptr_array_add(same, s->members->pdata[0]);
  g_autoptr(LearnedModel) model = committee_model_new(same, FALSE, &error);
  g_assert_no_error(error);
  g_autoptr(ForceField) ff = bind_model(model, s->frame);
  g_autoptr(Frame) all = evaluate_frame(ff, s->frame, NULL, 1);
  for (guint i = 0; i < N_ATOMS; i++)
    g_assert_cmpfloat(all->deviation[i], ==, 0.0);
}

static void
runs_are_the_same_for_any_number_of_threads(Setting *s, gconstpointer data)
{
  g_autoptr(ForceField) ff = bind_committee(s, FALSE);

  g_assert_cmphex(hash_after_steps(s->frame, ff, 1), ==,
                  hash_after_steps(s->frame, ff, 3));
}

static void
files_are_opened_together(Setting *s, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("committee-XXXXXX", &error);
  char *paths[N_MEMBERS + 1] = {0};

  for (guint k = 0; k < N_MEMBERS; k++) {
    paths[k] = g_strdup_printf("%s/%u.tnb", folder, k);
    g_assert_true(learned_model_save(s->members->pdata[k], paths[k], &error));
  }
  for (gboolean first = FALSE; first <= TRUE; first++) {
    g_autofree char *text = committee_join((const char *const *)paths, first);
    g_assert_true(learned_model_recognises(text));
    g_autoptr(LearnedModel) model = learned_model_open(text, &error);
    g_assert_no_error(error);
    g_assert_cmpint(model->kind, ==, LEARNED_COMMITTEE);
    g_assert_cmpstr(model->file, ==, text);
    g_assert_cmpuint(((CommitteeModel *)model)->members->len, ==, N_MEMBERS);
    g_assert_cmpint(((CommitteeModel *)model)->first_drives, ==, first);
    g_assert_cmpint(learned_model_find(model, "Si"), >=, 0);
  }
  g_autofree char *broken = g_strdup_printf("%s + %s/none.tnb", paths[0], folder);
  g_assert_null(learned_model_open(broken, &error));
  g_assert_nonnull(strstr(error->message, "none.tnb"));
  for (guint k = 0; k < N_MEMBERS; k++) {
    g_remove(paths[k]);
    g_free(paths[k]);
  }
  g_rmdir(folder);
}

static void
one_member_is_none(Setting *s, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) one = g_ptr_array_new();

  g_ptr_array_add(one, s->members->pdata[0]);
  g_assert_null(committee_model_new(one, FALSE, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

static void
it_knows_what_every_member_knows(Setting *s, gconstpointer data)
{
  RandomTensorNet narrow = {
      .units = 16, .n_blocks = 1, .seed = 1, .r_cut = 3.5, .elements = "O"};
  g_autoptr(GError) error = NULL;

  g_ptr_array_add(s->members, random_tensornet(&narrow));
  g_autoptr(LearnedModel) model = committee_model_new(s->members, FALSE, &error);
  g_assert_no_error(error);
  g_assert_null(learned_model_bind(model, s->frame, &error));
  g_assert_nonnull(strstr(error->message, "Si"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add("/committee/" name, Setting, NULL, set_up, function, tear_down)
  ADD("the mean of the members drives", the_mean_drives);
  ADD("each atom says how much they differ", each_atom_says_how_much_they_differ);
  ADD("the first drives when asked", the_first_drives_when_asked);
  ADD("members that agree deviate by nothing", members_that_agree_deviate_by_nothing);
  ADD("runs are the same for any number of threads",
      runs_are_the_same_for_any_number_of_threads);
  ADD("files are opened together", files_are_opened_together);
  ADD("one member is no committee", one_member_is_none);
  ADD("it knows what every member knows", it_knows_what_every_member_knows);
#undef ADD
  return g_test_run();
}
