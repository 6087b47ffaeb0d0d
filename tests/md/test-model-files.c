// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Files of learned potentials that are cut off or damaged are refused with a reason, or
 * open as some other model; they never end the program. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "learned-support.h"
#include "random-tensornet.h"
#include "small-deepmd.h"
#include "small-mtp.h"
#include "small-nep.h"
#include "small-painn.h"

#define CUTS  20
#define FLIPS 400

static GBytes *
take_text(char *text)
{
  return g_bytes_new_take(text, strlen(text));
}

static GBytes *
nep_file(void)
{
  return take_text(small_nep_text(&SMALL_NEP_FLEXIBLE));
}

static GBytes *
mtp_file(void)
{
  return take_text(small_mtp_text("Si O"));
}

static GBytes *
mtp_file_with_active_set(void)
{
  static const char head[] = "\n#MVS_v1.1\nenergy_weight 0\nforce_weight 0\n"
                             "stress_weight 0\nsite_en_weight 1\nweight_scaling 2\n#";
  g_autofree char *text = small_mtp_text("Si O");
  gsize n = SMALL_MTP_PARAMETERS * SMALL_MTP_PARAMETERS;
  g_autofree double *matrix = g_new0(double, 2 * n);
  GByteArray *file = g_byte_array_new();

  g_byte_array_append(file, (const guint8 *)text, strlen(text));
  g_byte_array_append(file, (const guint8 *)head, strlen(head));
  g_byte_array_append(file, (const guint8 *)matrix, 2 * n * sizeof(double));
  return g_byte_array_free_to_bytes(file);
}

static GBytes *
native_file(void)
{
  SmallDeepmd what = small_deepmd(FALSE);

  return take_text(small_deepmd_yaml(&what));
}

static GBytes *
graph_file(void)
{
  SmallDeepmd what = small_deepmd(FALSE);

  return g_byte_array_free_to_bytes(small_deepmd_graph(&what));
}

static GBytes *
painn_file(void)
{
  SmallPainn what = small_painn();

  return g_byte_array_free_to_bytes(small_painn_file(&what));
}

static GBytes *
plain_file(void)
{
  RandomTensorNet what = {8, 1, 7, 4.0, "O Si"};
  g_autoptr(LearnedModel) model = random_tensornet(&what);
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "model", NULL);
  g_autoptr(GError) error = NULL;
  char *data;
  gsize size;

  learned_model_save(model, path, &error);
  g_assert_no_error(error);
  g_assert_true(g_file_get_contents(path, &data, &size, NULL));
  g_unlink(path);
  g_rmdir(folder);
  return g_bytes_new_take(data, size);
}

typedef struct {
  const char *name;
  GBytes *(*make)(void);
  gsize spare; /* bytes at the end that a reader can do without */
} Kind;

static const Kind KINDS[] = {
    {"NEP", nep_file, 16},
    {"MTP", mtp_file, 16},
    {"MTP with an active set", mtp_file_with_active_set, 0},
    {"DeePMD, native", native_file, 16},
    {"DeePMD, frozen graph", graph_file, 64},
    {"PaiNN", painn_file, 0},
    {"TensorNet, plain", plain_file, 0},
};

static void
the_whole_file_opens(const Kind *kind, GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(LearnedModel) model = open_model_bytes(data, size, &error);

  g_assert_no_error(error);
  g_assert_nonnull(model);
}

static void
a_file_cut_anywhere_is_refused(gconstpointer which)
{
  const Kind *kind = which;
  g_autoptr(GBytes) bytes = kind->make();
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);

  the_whole_file_opens(kind, bytes);
  for (guint k = 1; k < CUTS; k++) {
    g_autoptr(GError) error = NULL;
    gsize cut = MIN(size * k / CUTS, size - kind->spare);
    g_autoptr(LearnedModel) model = open_model_bytes(data, cut, &error);
    g_test_message("%s, %zu of %zu bytes: %s", kind->name, cut, size,
                   error ? error->message : "opened");
    g_assert_null(model);
    g_assert_nonnull(error);
  }
}

/* What still opens must also compute, whatever the numbers are. */
static void
try_model(LearnedModel *model)
{
  g_autoptr(Frame) frame = random_silica(12, 9.0, 3);
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = learned_model_bind(model, frame, NULL);
  const ForceOptions options = {FALSE, NULL};

  if (!ff || !forces_check_cell(ff, &frame->cell, NULL))
    return;
  g_autoptr(Frame) result = forces_evaluate(frame, ff, &options, 1, NULL, &error);
  g_assert_true(result || error);
}

static void
damaged_bytes_never_end_the_program(gconstpointer which)
{
  const Kind *kind = which;
  g_autoptr(GBytes) bytes = kind->make();
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autofree guint8 *copy = g_memdup2(data, size);
  guint opened = 0;

  for (guint k = 0; k < FLIPS; k++) {
    guint n = 1 + k % 4, at[4];
    gsize reach = k % 2 ? size : MIN(size, 2000); /* heads are the fragile part */
    for (guint f = 0; f < n; f++) {
      at[f] = g_rand_int_range(rand, 0, reach);
      copy[at[f]] = g_rand_int_range(rand, 0, 256);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(LearnedModel) model = open_model_bytes(copy, size, &error);
    g_assert_true(model || error);
    if (model && k % 8 == 0)
      try_model(model);
    opened += model != NULL;
    for (guint f = 0; f < n; f++)
      copy[at[f]] = data[at[f]];
  }
  g_test_message("%s: %u of %u damaged files opened", kind->name, opened, FLIPS);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS(KINDS); k++) {
    g_autofree char *cut =
        g_strdup_printf("/model-files/%s cut anywhere is refused", KINDS[k].name);
    g_autofree char *flip =
        g_strdup_printf("/model-files/%s damaged is never fatal", KINDS[k].name);
    g_test_add_data_func(cut, &KINDS[k], a_file_cut_anywhere_is_refused);
    g_test_add_data_func(flip, &KINDS[k], damaged_bytes_never_end_the_program);
  }
  return g_test_run();
}
