// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/learned-model.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/committee-model.h"
#include "potential/learned/deepmd-model.h"
#include "potential/learned/mtp-model.h"
#include "potential/learned/nep-model.h"
#include "potential/learned/painn-model.h"
#include "potential/learned/tensornet-model.h"
#include "potential/learned/torch-archive.h"
#include "potential/learned/weight-file.h"

#define HEAD_SIZE 64

typedef struct {
  gboolean (*recognises)(const guint8 *data, gsize size);
  LearnedModel *(*open)(const char *path, GBytes *bytes, GError **error);
} Reader;

/* MatGL and SchNetPack both save with PyTorch. */
static LearnedModel *
open_torch(const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(TorchArchive) archive = torch_archive_new(bytes, error);

  if (!archive)
    return NULL;
  if (painn_model_recognises(archive))
    return painn_model_open(path, archive, error);
  return tensornet_model_open_matgl(path, bytes, error);
}

static const Reader READERS[] = {
    {torch_archive_recognises, open_torch},
    {weight_file_recognises, tensornet_model_open_plain},
    {nep_model_recognises, nep_model_open},
    {mtp_model_recognises, mtp_model_open},
    {deepmd_model_recognises_native, deepmd_model_open_native},
    {deepmd_model_recognises_graph, deepmd_model_open_graph},
    {deepmd_model_recognises_hdf5, deepmd_model_open_hdf5},
};

/* A folder stands for the state.pt in it. Owner: caller. */
static char *
real_file(const char *path)
{
  return g_file_test(path, G_FILE_TEST_IS_DIR) ? g_build_filename(path, "state.pt", NULL)
                                               : g_strdup(path);
}

static const Reader *
find_reader(const guint8 *head, gsize size)
{
  for (guint k = 0; k < G_N_ELEMENTS(READERS); k++)
    if (READERS[k].recognises(head, size))
      return &READERS[k];
  return NULL;
}

gboolean
learned_model_recognises(const char *path)
{
  g_auto(GStrv) members = committee_split(path, NULL);
  g_autofree char *file_name = real_file(members ? members[0] : path);
  guint8 head[HEAD_SIZE];
  FILE *file = fopen(file_name, "rb");

  if (!file)
    return FALSE;
  gsize n = fread(head, 1, sizeof head, file);
  fclose(file);
  return find_reader(head, n) != NULL;
}

static GBytes *
read_bytes(const char *path, GError **error)
{
  g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, error);

  return mapped ? g_mapped_file_get_bytes(mapped) : NULL;
}

LearnedModel *
learned_model_open(const char *path, GError **error)
{
  g_return_val_if_fail(path != NULL, NULL);
  g_auto(GStrv) members = committee_split(path, NULL);
  if (members)
    return committee_model_open(path, error);
  g_autofree char *file = real_file(path);
  g_autoptr(GBytes) bytes = read_bytes(file, error);
  g_autoptr(GError) why = NULL;
  gsize size;

  if (!bytes)
    return NULL;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  const Reader *reader = find_reader(data, size);
  LearnedModel *model = reader ? reader->open(file, bytes, &why) : NULL;
  if (model)
    return model;
  if (why)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s: %s", file, why->message);
  else
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("%s: no learned potential that is known here"), file);
  return NULL;
}

gboolean
learned_model_save(const LearnedModel *model, const char *path, GError **error)
{
  if (model->kind == LEARNED_TENSORNET)
    return tensornet_model_save((const TensorNetModel *)model, path, error);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("%s: a model of the kind %s is not written, only read"), model->file,
              learned_kind_name(model->kind));
  return FALSE;
}

LearnedModel *
learned_model_ref(LearnedModel *model)
{
  g_atomic_ref_count_inc(&model->ref_count);
  return model;
}

void
learned_model_unref(LearnedModel *model)
{
  if (!model || !g_atomic_ref_count_dec(&model->ref_count))
    return;
  model->free(model);
  g_ptr_array_unref(model->elements);
  g_free(model->file);
  g_free(model->title);
  g_free(model->provenance);
  g_free(model);
}

void
learned_model_init(LearnedModel *model, LearnedKind kind, const char *file,
                   void (*free)(LearnedModel *self))
{
  g_atomic_ref_count_init(&model->ref_count);
  model->kind = kind;
  model->file = g_strdup(file);
  model->elements = g_ptr_array_new_with_free_func(g_free);
  model->free = free;
}

int
learned_model_find(const LearnedModel *model, const char *symbol)
{
  for (guint k = 0; k < model->elements->len; k++)
    if (strcmp(model->elements->pdata[k], symbol) == 0)
      return k;
  return -1;
}

const char *
learned_kind_name(LearnedKind kind)
{
  static const char *const names[] = {[LEARNED_TENSORNET] = "TensorNet",
                                      [LEARNED_NEP] = "NEP",
                                      [LEARNED_MTP] = "MTP",
                                      [LEARNED_DEEPMD] = "DeePMD",
                                      [LEARNED_PAINN] = "PaiNN",
                                      [LEARNED_COMMITTEE] = N_("committee")};

  return names[kind];
}

static gboolean
check_elements(const LearnedModel *model, const Frame *frame, const guint *count,
               GError **error)
{
  g_autoptr(GString) missing = g_string_new(NULL);

  for (guint t = 0; t < frame->species->n; t++) {
    const char *symbol = frame->species->element[t]->symbol;
    if (count[t] > 0 && learned_model_find(model, symbol) < 0)
      g_string_append_printf(missing, " %s", symbol);
  }
  if (missing->len == 0)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s: the model does not know%s"), model->file, missing->str);
  return FALSE;
}

/* Oxidation number of a cation in an oxide or sulphide glass; 0: not told. */
static double
usual_charge(const char *symbol)
{
  static const struct {
    const char *symbols;
    double charge;
  } table[] = {
      {" Li Na K Rb Cs Ag ", 1}, {" Be Mg Ca Sr Ba Zn Pb ", 2},
      {" B Al Ga Y La ", 3},     {" Si Ge Ti Zr ", 4},
      {" P V Nb ", 5},
  };
  g_autofree char *padded = g_strdup_printf(" %s ", symbol);

  for (guint k = 0; k < G_N_ELEMENTS(table); k++)
    if (strstr(table[k].symbols, padded))
      return table[k].charge;
  return 0.0;
}

/* Anions share what balances the cations, when that is near −2; else no charges. */
static void
set_charges(ForceField *ff, const guint *count)
{
  double sum = 0.0, anions = 0.0;

  for (guint t = 0; t < ff->species->n; t++) {
    const char *symbol = ff->species->element[t]->symbol;
    gboolean is_anion = strcmp(symbol, "O") == 0 || strcmp(symbol, "S") == 0;
    ff->charge[t] = is_anion ? -2.0 : usual_charge(symbol);
    sum += count[t] * ff->charge[t];
    anions += is_anion ? count[t] : 0.0;
    if (count[t] > 0 && ff->charge[t] == 0.0)
      anions = -INFINITY;
  }
  double shift = -sum / anions;
  gboolean balances = anions > 0.0 && fabs(shift) < 0.2;
  for (guint t = 0; t < ff->species->n; t++) {
    if (!balances)
      ff->charge[t] = 0.0;
    else if (ff->charge[t] < 0.0)
      ff->charge[t] += shift;
  }
}

ForceField *
learned_model_bind(LearnedModel *model, const Frame *frame, GError **error)
{
  guint count[SPECIES_MAX] = {0};

  for (guint i = 0; i < frame->n_atoms; i++)
    count[frame->type[i]]++;
  if (!check_elements(model, frame, count, error))
    return NULL;
  ForceField *ff = g_new0(ForceField, 1);
  ff->species = species_list_ref(frame->species);
  ff->learned = learned_model_ref(model);
  ff->wall = !model->has_wall;
  ff->r_coulomb = ff->r_short = model->r_cut;
  set_charges(ff, count);
  return ff;
}
