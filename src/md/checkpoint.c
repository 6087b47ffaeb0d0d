// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/checkpoint.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

#define MAGIC      "VITRCKPT"
#define VERSION    2
#define ORDER_MARK 0x01020304u
#define DIGEST     32

/* A file being written, or read: the same walk through the state serves both. */
typedef struct {
  GByteArray *out; /* NULL when reading */
  const guint8 *in;
  gsize left;
  gboolean too_short;
} Tape;

typedef struct {
  char magic[8];
  guint32 version, order, n_atoms;
  char symbol[SPECIES_MAX][4];
} Head;

static void
pass(Tape *tape, void *data, gsize size)
{
  if (tape->out) {
    g_byte_array_append(tape->out, data, size);
    return;
  }
  if (tape->left < size) {
    tape->too_short = TRUE;
    return;
  }
  memcpy(data, tape->in, size);
  tape->in += size;
  tape->left -= size;
}

static void
pass_state(Tape *tape, MdState *state, guint n)
{
  pass(tape, &state->step, sizeof state->step);
  pass(tape, &state->time, sizeof state->time);
  pass(tape, &state->cell, sizeof state->cell);
  pass(tape, &state->bath, sizeof state->bath);
  pass(tape, &state->chain, sizeof state->chain);
  pass(tape, &state->cell_chain, sizeof state->cell_chain);
  pass(tape, &state->strain_rate, sizeof state->strain_rate);
  pass(tape, &state->moved_charge, sizeof state->moved_charge);
  pass(tape, state->position, n * sizeof(Vec3));
  pass(tape, state->velocity, n * sizeof(Vec3));
}

static Head
make_head(const CheckpointAtoms *atoms)
{
  Head head = {MAGIC, VERSION, ORDER_MARK, atoms->n_atoms, {{0}}};

  for (guint t = 0; t < atoms->species->n; t++)
    g_strlcpy(head.symbol[t], atoms->species->element[t]->symbol, 4);
  return head;
}

static void
digest_of(const guint8 *data, gsize size, guint8 digest[DIGEST])
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  gsize length = DIGEST;

  g_checksum_update(sum, data, size);
  g_checksum_get_digest(sum, digest, &length);
}

gboolean
checkpoint_save(const char *path, const CheckpointAtoms *atoms, const MdState *state,
                GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  g_autoptr(GError) cause = NULL;
  Tape tape = {.out = bytes};
  Head head = make_head(atoms);
  guint8 digest[DIGEST];

  pass(&tape, &head, sizeof head);
  pass(&tape, (void *)atoms->type, atoms->n_atoms);
  pass(&tape, atoms->order, atoms->n_atoms * sizeof(guint32));
  pass_state(&tape, (MdState *)state, atoms->n_atoms);
  digest_of(bytes->data, bytes->len, digest);
  pass(&tape, digest, DIGEST);
  if (g_file_set_contents(path, (const char *)bytes->data, bytes->len, &cause))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, cause->message);
  return FALSE;
}

static gboolean
refuse(GError **error, const char *path, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s: %s", path, reason);
  return FALSE;
}

static gboolean
check_head(const Head *head, const CheckpointAtoms *atoms, const char *path,
           GError **error)
{
  Head want = make_head(atoms);

  if (memcmp(head->magic, want.magic, sizeof want.magic) != 0)
    return refuse(error, path, _("this is not a checkpoint"));
  if (head->order != want.order)
    return refuse(error, path, _("the checkpoint comes from another kind of processor"));
  if (head->version != want.version)
    return refuse(error, path, _("the checkpoint is of another version of Vitrine"));
  if (head->n_atoms != want.n_atoms ||
      memcmp(head->symbol, want.symbol, sizeof want.symbol) != 0)
    return refuse(error, path, _("the checkpoint is of another structure"));
  return TRUE;
}

static gboolean
check_types(Tape *tape, const CheckpointAtoms *atoms, const char *path, GError **error)
{
  g_autofree guint8 *type = g_new(guint8, atoms->n_atoms);

  pass(tape, type, atoms->n_atoms);
  if (!tape->too_short && memcmp(type, atoms->type, atoms->n_atoms) != 0)
    return refuse(error, path, _("the checkpoint is of another structure"));
  return TRUE;
}

static gboolean
read_order(Tape *tape, guint32 *order, guint n, const char *path, GError **error)
{
  g_autofree gboolean *seen = g_new0(gboolean, n);

  pass(tape, order, n * sizeof(guint32));
  for (guint k = 0; k < n && !tape->too_short; k++) {
    if (order[k] >= n || seen[order[k]])
      return refuse(error, path, _("the checkpoint is damaged"));
    seen[order[k]] = TRUE;
  }
  return TRUE;
}

static gboolean
check_digest(const guint8 *data, gsize size, const char *path, GError **error)
{
  guint8 digest[DIGEST];

  if (size > DIGEST) {
    digest_of(data, size - DIGEST, digest);
    if (memcmp(digest, data + size - DIGEST, DIGEST) == 0)
      return TRUE;
  }
  return refuse(error, path, _("the checkpoint is damaged"));
}

/* All of it into scratch first. */
static gboolean
read_state(Tape *tape, MdState *state, guint n, const char *path, GError **error)
{
  g_autofree Vec3 *position = g_new(Vec3, n), *velocity = g_new(Vec3, n);
  MdState read = {.position = position, .velocity = velocity};

  pass_state(tape, &read, n);
  if (tape->too_short || tape->left != DIGEST)
    return refuse(error, path, _("the checkpoint is damaged"));
  memcpy(state->position, position, n * sizeof(Vec3));
  memcpy(state->velocity, velocity, n * sizeof(Vec3));
  read.position = state->position;
  read.velocity = state->velocity;
  *state = read;
  return TRUE;
}

gboolean
checkpoint_load(const char *path, const CheckpointAtoms *atoms, MdState *state,
                GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr(GError) cause = NULL;
  gsize size;
  Head head;

  if (!g_file_get_contents(path, &data, &size, &cause)) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, cause->message);
    return FALSE;
  }
  Tape tape = {.in = (const guint8 *)data, .left = size};
  memset(&head, 0, sizeof head);
  pass(&tape, &head, sizeof head);
  g_autofree guint32 *order = g_new0(guint32, atoms->n_atoms);
  if (!check_head(&head, atoms, path, error) ||
      !check_digest((const guint8 *)data, size, path, error) ||
      !check_types(&tape, atoms, path, error) ||
      !read_order(&tape, order, atoms->n_atoms, path, error) ||
      !read_state(&tape, state, atoms->n_atoms, path, error))
    return FALSE;
  memcpy(atoms->order, order, atoms->n_atoms * sizeof(guint32));
  return TRUE;
}
