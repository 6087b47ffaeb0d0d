// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "md/md.h"
#include "potential/learned/committee-model.h"
#include "potential/learned/deepmd-model.h"
#include "potential/learned/grade-basis.h"
#include "random-tensornet.h"
#include "small-deepmd.h"
#include "small-mtp.h"
#include "small-nep.h"

static Frame *
graded(LearnedModel *model, const Frame *frame)
{
  g_autoptr(ForceField) ff = bind_model(model, frame);

  return evaluate_frame(ff, frame, NULL, 1);
}

/* n Si–O pairs of the given lengths (Å), each alone. */
static Frame *
lonely_pairs(guint n, const double *length)
{
  g_autoptr(Frame) one = lonely_pair(1.6);
  Frame *frame = frame_new(one->species, 2 * n, 0);

  cell_init(&frame->cell, vec3(20.0 * n, 0, 0), vec3(0, 20, 0), vec3(0, 0, 20),
            vec3(0, 0, 0));
  for (guint k = 0; k < n; k++) {
    frame->type[2 * k + 1] = 1;
    frame->position[2 * k] = vec3(20.0 * k, 0, 0);
    frame->position[2 * k + 1] = vec3(20.0 * k + 0.6 * length[k], 0.8 * length[k], 0);
  }
  return frame;
}

/* --- NEP: range of the descriptors --- */

/* One radial function with one term and one angular that is nothing: q = c f_c(r), with
 * its own scale; the network is of no matter. */
static const char ONE_DESCRIPTOR[] = "nep3 2 Si O\ncutoff 5 4 9 9\nn_max 0 0\n"
                                     "basis_size 0 0\nl_max 1 0 0\nANN 1 0\n"
                                     "0.1\n0.1\n0.2\n0.3\n0.4\n" /* network, bias */
                                     "2\n2\n2\n2\n0\n0\n0\n0\n"  /* c of pairs */
                                     "1.5\n1\n";                 /* scales */

static double
descriptor_at(double r)
{
  return 1.5 * 2.0 * 0.5 * (1.0 + cos(G_PI * r / 5.0));
}

static void
nep_grades_are_distances_from_the_median(void)
{
  static const double length[5] = {1.6, 1.6, 1.6, 1.8, 0.9};
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnedModel) model =
      open_model_bytes(ONE_DESCRIPTOR, strlen(ONE_DESCRIPTOR), &error);
  g_assert_no_error(error);
  g_autoptr(Frame) frame = lonely_pairs(5, length);
  g_autoptr(Frame) result = graded(model, frame);

  g_assert_nonnull(result->grade);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon(
        result->grade[i], fabs(descriptor_at(length[i / 2]) - descriptor_at(1.6)), 1e-12);
}

/* --- MTP: the active set --- */

/* Rows pick one parameter each: the grade is the largest |∂E/∂parameter| of them. */
static LearnedModel *
mtp_with_active_set(int only, double site_weight, GError **error)
{
  g_autofree char *text = small_mtp_text("Si O");
  g_autofree char *head = g_strdup_printf("\n#MVS_v1.1\nenergy_weight 0\nforce_weight 0\n"
                                          "stress_weight 0\nsite_en_weight %g\n"
                                          "weight_scaling 2\n#",
                                          site_weight);
  const gsize n = SMALL_MTP_PARAMETERS;
  g_autofree double *matrix = g_new0(double, 2 * n * n);
  g_autoptr(GByteArray) file = g_byte_array_new();

  for (gsize k = 0; k < n; k++) {
    matrix[k * n + k] = 7.0; /* the set itself is not what counts */
    matrix[n * n + k * n + k] = (int)k == only ? -1.0 : 0.0;
  }
  g_byte_array_append(file, (const guint8 *)text, strlen(text));
  g_byte_array_append(file, (const guint8 *)head, strlen(head));
  g_byte_array_append(file, (const guint8 *)matrix, 2 * n * n * sizeof(double));
  g_byte_array_append(file, (const guint8 *)"\n#\n0 0\n", 7);
  return open_model_bytes(file->data, file->len, error);
}

static double
mtp_atom_energy(const Frame *frame, guint atom, int parameter, double by)
{
  g_autofree char *text = small_mtp_text_moved("Si O", parameter, by);
  g_autoptr(LearnedModel) model = open_model_bytes(text, strlen(text), NULL);
  g_autoptr(Frame) result = graded(model, frame);

  return result->energy[atom];
}

static void
mtp_grades_are_those_of_the_active_set(void)
{
  g_autoptr(Frame) frame = random_silica(12, 7.0, 3);
  const double h = 1e-4;

  for (int p = 0; p < SMALL_MTP_PARAMETERS; p++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(LearnedModel) model = mtp_with_active_set(p, 1.0, &error);
    g_assert_no_error(error);
    g_autoptr(Frame) result = graded(model, frame);
    for (guint i = 0; i < 12; i += 4) {
      double slope =
          (mtp_atom_energy(frame, i, p, h) - mtp_atom_energy(frame, i, p, -h)) / (2 * h);
      g_assert_cmpfloat_with_epsilon(result->grade[i], fabs(slope),
                                     1e-7 * (1.0 + fabs(slope)));
    }
  }
}

static void
mtp_without_a_set_of_atoms_has_no_grades(void)
{
  g_autoptr(Frame) frame = random_silica(12, 7.0, 3);
  g_autofree char *text = small_mtp_text("Si O");
  g_autoptr(LearnedModel) plain = open_model_bytes(text, strlen(text), NULL);
  g_autoptr(LearnedModel) whole = mtp_with_active_set(0, 0.0, NULL);
  g_autoptr(Frame) a = graded(plain, frame);
  g_autoptr(Frame) b = graded(whole, frame);

  g_assert_null(grade_basis_model(plain));
  g_assert_null(grade_basis_model(whole));
  g_assert_null(a->grade);
  g_assert_null(b->grade);
}

/* --- DeePMD: mean and deviation --- */

static double
deepmd_s(double r)
{
  double u = (r - 1.5) / 3.0;

  return (u <= 0.0 ? 1.0 : 1.0 - u * u * u * (6 * u * u - 15 * u + 10)) / r;
}

/* What small-deepmd.c writes for an Si: mean and deviation by type of neighbour. */
static void
deepmd_grades_follow_mean_and_deviation(void)
{
  static const double length[3] = {1.6, 1.2, 0.7};
  static const double mean[2] = {0.05, 0.06}, deviation[2] = {0.10, 0.13};
  SmallDeepmd what = small_deepmd(FALSE);
  g_autofree char *text = small_deepmd_yaml(&what);
  g_autoptr(LearnedModel) model = open_model_bytes(text, strlen(text), NULL);
  g_autoptr(Frame) frame = lonely_pairs(3, length);
  g_autoptr(Frame) result = graded(model, frame);

  g_assert_nonnull(result->grade);
  for (int k = 0; k < 3; k++) {
    double n = what.sel[0] + what.sel[1],
           s = (deepmd_s(length[k]) - mean[1]) / deviation[1];
    double sum = s - what.sel[0] * mean[0] / deviation[0] -
                 (what.sel[1] - 1) * mean[1] / deviation[1];
    double want = fmax(fabs(sum) / sqrt(n), 2.0 * s * s / n);
    g_assert_cmpfloat_with_epsilon(result->grade[2 * k], want, 1e-12);
  }
  g_assert_cmpfloat(result->grade[4], >, result->grade[2]);
}

static void
deepmd_without_statistics_has_no_grades(void)
{
  SmallDeepmd what = small_deepmd(FALSE);
  g_autofree char *text = small_deepmd_yaml(&what);
  g_autoptr(LearnedModel) base = open_model_bytes(text, strlen(text), NULL);
  DeepmdModel *model = (DeepmdModel *)base;

  for (guint k = 0; k < 4 * model->n_types * model->n_types; k++) {
    model->average[k] = 0.0;
    model->deviation[k] = 1.0;
  }
  g_assert_null(grade_basis_model(base));
}

/* --- TensorNet: free atoms --- */

static void
tensornet_grades_are_one_for_a_free_atom(void)
{
  RandomTensorNet what = {8, 1, 7, 4.0, "O Si"};
  g_autoptr(LearnedModel) model = random_tensornet(&what);
  const TensorNetModel *net = (TensorNetModel *)model;
  const double *free_atom =
      weight_store_find(net->weights, "element_refs.property_offset")->value;
  g_autoptr(Frame) frame = random_silica(24, 8.0, 3);
  g_autoptr(Frame) result = graded(model, frame);

  for (guint i = 0; i < 24; i++) {
    double bond = result->energy[i] - free_atom[i % 3 ? 0 : 1];
    g_assert_cmpfloat_with_epsilon(result->grade[i], fmax(0.0, 1.0 + bond / net->scale),
                                   1e-9);
  }
}

/* --- all --- */

static void
a_committee_grades_as_its_first_member(void)
{
  g_autoptr(GPtrArray) members =
      g_ptr_array_new_with_free_func((GDestroyNotify)learned_model_unref);
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autofree char *text = small_nep_text(&SMALL_NEP_PLAIN);

  for (int k = 0; k < 2; k++)
    g_ptr_array_add(members, open_model_bytes(text, strlen(text), NULL));
  g_autoptr(LearnedModel) committee = committee_model_new(members, FALSE, NULL);
  g_autoptr(Frame) all = graded(committee, frame);
  g_autoptr(Frame) one = graded(members->pdata[0], frame);
  g_assert_cmpmem(all->grade, 24 * sizeof(double), one->grade, 24 * sizeof(double));
}

static Md *
engine(const Frame *frame, const ForceField *ff, guint n_threads)
{
  g_autoptr(GError) error = NULL;
  MdOptions options;

  md_options_init(&options);
  options.n_threads = n_threads;
  options.temperature = 300.0;
  options.dt = 2e-4;
  Md *md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  return md;
}

static void
the_engine_names_the_worst_atom_and_is_not_disturbed(void)
{
  g_autoptr(Frame) frame = random_silica(60, 9.0, 3);
  g_autofree char *text = small_nep_text(&SMALL_NEP_PLAIN);
  g_autoptr(LearnedModel) model = open_model_bytes(text, strlen(text), NULL);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Md) asked = engine(frame, ff, 1);
  g_autoptr(Md) left_alone = engine(frame, ff, 3);
  double grade;
  guint32 atom;
  MdFault fault;

  for (int k = 0; k < 30; k++) {
    g_assert_true(md_worst_grade(asked, &atom, &grade));
    g_autoptr(Frame) now = md_frame(asked, FRAME_GRADE);
    for (guint i = 0; i < 60; i++)
      g_assert_cmpfloat(now->grade[i], <=, grade);
    g_assert_cmpfloat(now->grade[atom], ==, grade);
    g_assert_true(md_step(asked, FALSE, &fault));
    g_assert_true(md_step(left_alone, FALSE, &fault));
  }
  g_assert_cmphex(md_hash(asked), ==, md_hash(left_alone));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/grade/NEP: distances from the median of the element",
                  nep_grades_are_distances_from_the_median);
  g_test_add_func("/grade/MTP: those of the active set",
                  mtp_grades_are_those_of_the_active_set);
  g_test_add_func("/grade/MTP: none without a set of atoms",
                  mtp_without_a_set_of_atoms_has_no_grades);
  g_test_add_func("/grade/DeePMD: by mean and deviation",
                  deepmd_grades_follow_mean_and_deviation);
  g_test_add_func("/grade/DeePMD: none without statistics",
                  deepmd_without_statistics_has_no_grades);
  g_test_add_func("/grade/TensorNet: one for a free atom",
                  tensornet_grades_are_one_for_a_free_atom);
  g_test_add_func("/grade/a committee grades as its first member",
                  a_committee_grades_as_its_first_member);
  g_test_add_func("/grade/the engine names the worst atom and is not disturbed",
                  the_engine_names_the_worst_atom_and_is_not_disturbed);
  return g_test_run();
}
