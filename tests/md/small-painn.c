// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "small-painn.h"

#include <string.h>

#define R_CUT        4.5
#define N_EMBEDDINGS 20
#define MOST_ARRAYS  64

typedef struct {
  const SmallPainn *model;
  GByteArray *pickle;
  GByteArray *array[MOST_ARRAYS]; /* owned: contents of data/0, data/1 … */
  guint n_arrays;
} Writer;

SmallPainn
small_painn(void)
{
  return (SmallPainn){8,
                      2,
                      6,
                      5,
                      FALSE,
                      FALSE,
                      "schnetpack.representation.painn PaiNN",
                      "schnetpack.nn.radial GaussianRBF",
                      "schnetpack.nn.cutoff CosineCutoff",
                      "torch.nn.functional silu",
                      "sum",
                      "schnetpack.transform.casting CastTo64"};
}

/* --- pickle --- */

static void
put(Writer *w, const void *data, gsize size)
{
  g_byte_array_append(w->pickle, data, size);
}

static void
put_op(Writer *w, guint8 op)
{
  put(w, &op, 1);
}

static void
put_int(Writer *w, gint32 value)
{
  put_op(w, 'J');
  put(w, &value, sizeof value);
}

static void
put_text(Writer *w, const char *text)
{
  guint32 n = strlen(text);

  put_op(w, 'X');
  put(w, &n, sizeof n);
  put(w, text, n);
}

static void
put_float(Writer *w, double value)
{
  guint64 bits;

  memcpy(&bits, &value, sizeof bits);
  bits = GUINT64_TO_BE(bits);
  put_op(w, 'G');
  put(w, &bits, sizeof bits);
}

/* "module name" */
static void
put_global(Writer *w, const char *global)
{
  const char *gap = strchr(global, ' ');

  put_op(w, 'c');
  put(w, global, gap - global);
  put_op(w, '\n');
  put(w, gap + 1, strlen(gap + 1));
  put_op(w, '\n');
}

static void
begin_ordered(Writer *w, const char *key)
{
  put_text(w, key);
  put_global(w, "collections OrderedDict");
  put(w, ")R(", 3);
}

static void
begin_module(Writer *w, const char *global)
{
  put_global(w, global);
  put(w, ")\x81}(", 4);
}

static void
end_module(Writer *w)
{
  put(w, "ub", 2);
}

static void
put_truth(Writer *w, const char *key, gboolean value)
{
  put_text(w, key);
  put_op(w, value ? 0x88 : 0x89);
}

static void
put_count(Writer *w, const char *key, int value)
{
  put_text(w, key);
  put_int(w, value);
}

/* --- arrays --- */

static void
put_storage(Writer *w, gsize n)
{
  g_autofree char *key = g_strdup_printf("%u", w->n_arrays);

  put_op(w, '(');
  put_text(w, "storage");
  put_global(w, "torch DoubleStorage");
  put_text(w, key);
  put_text(w, "cpu");
  put_int(w, n);
  put(w, "tQ", 2);
}

static void
put_array(Writer *w, const char *key, int rows, int columns, const double *value)
{
  int n = rows * MAX(columns, 1);

  put_text(w, key);
  put_global(w, "torch._utils _rebuild_tensor_v2");
  put_op(w, '(');
  put_storage(w, n);
  put_int(w, 0);
  put_int(w, rows);
  if (columns)
    put_int(w, columns);
  put_op(w, columns ? 0x86 : 0x85);
  put_int(w, columns ? columns : 1);
  if (columns)
    put_int(w, 1);
  put_op(w, columns ? 0x86 : 0x85);
  put(w, "\x89N", 2);
  put(w, "tR", 2);
  w->array[w->n_arrays] = g_byte_array_new();
  g_byte_array_append(w->array[w->n_arrays++], (const guint8 *)value, n * sizeof *value);
}

static void
put_weights(Writer *w, const char *key, int rows, int columns, double size)
{
  int n = rows * MAX(columns, 1);
  g_autofree double *value = g_new(double, n);

  for (int k = 0; k < n; k++)
    value[k] =
        size * ((37 * k + 11 * (int)w->n_arrays + k / 7 * (k % 5)) % 23 - 11) / 11.0;
  put_array(w, key, rows, columns, value);
}

/* --- modules --- */

static void
put_dense(Writer *w, const char *name, int in, int out, gboolean has_bias, gboolean bends)
{
  put_text(w, name);
  begin_module(w, "schnetpack.nn.base Dense");
  begin_ordered(w, "_parameters");
  put_weights(w, "weight", out, in, in > 10 ? 0.28 : 0.42);
  if (has_bias)
    put_weights(w, "bias", out, 0, 0.3);
  put_op(w, 'u');
  put_count(w, "in_features", in);
  put_count(w, "out_features", out);
  if (bends) {
    put_text(w, "activation");
    put_global(w, w->model->activation);
  }
  end_module(w);
}

static void
put_pair(Writer *w, const char *name, int in, int hidden, int out)
{
  put_text(w, name);
  begin_module(w, "torch.nn.modules.container Sequential");
  begin_ordered(w, "_modules");
  put_dense(w, "0", in, hidden, TRUE, TRUE);
  put_dense(w, "1", hidden, out, TRUE, FALSE);
  put_op(w, 'u');
  end_module(w);
}

static void
put_list(Writer *w, const char *name, void (*put_one)(Writer *, const char *))
{
  put_text(w, name);
  begin_module(w, "torch.nn.modules.container ModuleList");
  begin_ordered(w, "_modules");
  for (int t = 0; t < w->model->n_blocks; t++) {
    g_autofree char *key = g_strdup_printf("%d", t);
    put_one(w, key);
  }
  put_op(w, 'u');
  end_module(w);
}

static void
put_interaction(Writer *w, const char *name)
{
  int u = w->model->units;

  put_text(w, name);
  begin_module(w, "schnetpack.representation.painn PaiNNInteraction");
  begin_ordered(w, "_modules");
  put_pair(w, "interatomic_context_net", u, u, 3 * u);
  put_op(w, 'u');
  end_module(w);
}

static void
put_mixing(Writer *w, const char *name)
{
  int u = w->model->units;

  put_text(w, name);
  begin_module(w, "schnetpack.representation.painn PaiNNMixing");
  put_text(w, "epsilon");
  put_float(w, 1e-8);
  begin_ordered(w, "_modules");
  put_pair(w, "intraatomic_context_net", 2 * u, u, 3 * u);
  put_dense(w, "mu_channel_mix", u, 2 * u, FALSE, FALSE);
  put_op(w, 'u');
  end_module(w);
}

static void
put_radial(Writer *w)
{
  int n = w->model->n_radial;
  g_autofree double *width = g_new(double, n), *offset = g_new(double, n);

  for (int k = 0; k < n; k++) {
    offset[k] = k * R_CUT / (n - 1);
    width[k] = R_CUT / (n - 1);
  }
  put_text(w, "radial_basis");
  begin_module(w, w->model->radial);
  put_count(w, "n_rbf", n);
  begin_ordered(w, "_buffers");
  put_array(w, "widths", n, 0, width);
  put_array(w, "offsets", n, 0, offset);
  put_op(w, 'u');
  end_module(w);
}

static void
put_cut_off(Writer *w)
{
  const double r_cut = R_CUT;

  put_text(w, "cutoff_fn");
  begin_module(w, w->model->cut_off);
  begin_ordered(w, "_buffers");
  put_array(w, "cutoff", 1, 0, &r_cut);
  put_op(w, 'u');
  end_module(w);
}

static void
put_representation(Writer *w)
{
  const SmallPainn *m = w->model;

  put_text(w, "representation");
  begin_module(w, m->representation);
  put_count(w, "n_atom_basis", m->units);
  put_count(w, "n_interactions", m->n_blocks);
  put_truth(w, "share_filters", m->share_filters);
  begin_ordered(w, "_modules");
  put_cut_off(w);
  put_radial(w);
  put_text(w, "embedding");
  begin_module(w, "torch.nn.modules.sparse Embedding");
  put_count(w, "num_embeddings", N_EMBEDDINGS);
  begin_ordered(w, "_parameters");
  put_weights(w, "weight", N_EMBEDDINGS, m->units, 1.0);
  put_op(w, 'u');
  end_module(w);
  put_dense(w, "filter_net", m->n_radial,
            3 * m->units * (m->share_filters ? 1 : m->n_blocks), TRUE, FALSE);
  put_list(w, "interactions", put_interaction);
  put_list(w, "mixing", put_mixing);
  put_op(w, 'u');
  end_module(w);
}

static void
put_offsets(Writer *w)
{
  const double mean = -30.0;
  double reference[N_EMBEDDINGS] = {[8] = -100.0, [14] = -200.0};

  put_text(w, "1");
  begin_module(w, "schnetpack.transform.atomistic AddOffsets");
  put_truth(w, "add_mean", TRUE);
  put_truth(w, "add_atomrefs", w->model->has_references);
  put_truth(w, "is_extensive", TRUE);
  begin_ordered(w, "_buffers");
  put_array(w, "mean", 1, 0, &mean);
  put_array(w, "atomref", N_EMBEDDINGS, 0, reference);
  put_op(w, 'u');
  end_module(w);
}

static void
put_postprocessors(Writer *w)
{
  put_text(w, "postprocessors");
  begin_module(w, "torch.nn.modules.container ModuleList");
  begin_ordered(w, "_modules");
  put_text(w, "0");
  begin_module(w, w->model->postprocessor);
  end_module(w);
  put_offsets(w);
  put_op(w, 'u');
  end_module(w);
}

static void
put_output(Writer *w)
{
  put_text(w, "output_modules");
  begin_module(w, "torch.nn.modules.container ModuleList");
  begin_ordered(w, "_modules");
  put_text(w, "0");
  begin_module(w, "schnetpack.atomistic.atomwise Atomwise");
  put_text(w, "aggregation_mode");
  put_text(w, w->model->mode);
  begin_ordered(w, "_modules");
  put_pair(w, "outnet", w->model->units, w->model->hidden, 1);
  put_op(w, 'u');
  end_module(w);
  put_op(w, 'u');
  end_module(w);
}

/* --- archive --- */

static void
put_number(GByteArray *to, guint n_bytes, guint32 value)
{
  value = GUINT32_TO_LE(value);
  g_byte_array_append(to, (const guint8 *)&value, n_bytes);
}

/* The fields that a header in place and one in the directory share. */
static void
put_entry(GByteArray *to, gsize size, gsize name_size)
{
  put_number(to, 4, 0); /* flags, stored */
  put_number(to, 4, 0); /* time */
  put_number(to, 4, 0); /* checksum */
  put_number(to, 4, size);
  put_number(to, 4, size);
  put_number(to, 2, name_size);
  put_number(to, 2, 0);
}

static void
add_file(GByteArray *zip, GByteArray *directory, const char *name, const GByteArray *data)
{
  gsize at = zip->len, n = strlen(name);

  g_byte_array_append(zip, (const guint8 *)"PK\3\4\x14\0", 6);
  put_entry(zip, data->len, n);
  g_byte_array_append(zip, (const guint8 *)name, n);
  g_byte_array_append(zip, data->data, data->len);
  g_byte_array_append(directory, (const guint8 *)"PK\1\2\x14\0\x14\0", 8);
  put_entry(directory, data->len, n);
  put_number(directory, 2, 0);
  put_number(directory, 4, 0);
  put_number(directory, 4, 0);
  put_number(directory, 4, at);
  g_byte_array_append(directory, (const guint8 *)name, n);
}

static GByteArray *
close_archive(Writer *w)
{
  GByteArray *zip = g_byte_array_new();
  g_autoptr(GByteArray) directory = g_byte_array_new();

  add_file(zip, directory, "best_model/data.pkl", w->pickle);
  for (guint k = 0; k < w->n_arrays; k++) {
    g_autofree char *name = g_strdup_printf("best_model/data/%u", k);
    add_file(zip, directory, name, w->array[k]);
  }
  gsize at = zip->len;
  g_byte_array_append(zip, directory->data, directory->len);
  g_byte_array_append(zip, (const guint8 *)"PK\5\6\0\0\0\0", 8);
  put_number(zip, 2, w->n_arrays + 1);
  put_number(zip, 2, w->n_arrays + 1);
  put_number(zip, 4, directory->len);
  put_number(zip, 4, at);
  put_number(zip, 2, 0);
  return zip;
}

GByteArray *
small_painn_file(const SmallPainn *model)
{
  Writer w = {.model = model, .pickle = g_byte_array_new()};

  put(&w, "\x80\x02", 2);
  begin_module(&w, "schnetpack.model.base NeuralNetworkPotential");
  begin_ordered(&w, "_modules");
  put_postprocessors(&w);
  put_representation(&w);
  put_output(&w);
  put_op(&w, 'u');
  end_module(&w);
  put_op(&w, '.');
  GByteArray *zip = close_archive(&w);
  g_byte_array_unref(w.pickle);
  for (guint k = 0; k < w.n_arrays; k++)
    g_byte_array_unref(w.array[k]);
  return zip;
}
