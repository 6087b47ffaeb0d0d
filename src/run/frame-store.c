// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/frame-store.h"

typedef struct {
  gint64 step;
  double time, target;
  guint epoch;
  Cell cell;
  gboolean has_thermo;
  Thermo thermo;
  FrameFields fields;   /* that it has */
  float *number;        /* of the atoms, field after field; owned */
  AtomColumns *columns; /* owned reference, or NULL */
} Kept;

struct FrameStore {
  gsize budget;
  GArray *kept; /* Kept */
  Frame *first; /* owned reference; the species and types of all */
  guint stride; /* one of so many frames is kept */
  guint64 n_seen;
};

static void
clear_kept(Kept *kept)
{
  g_free(kept->number);
  atom_columns_unref(kept->columns);
}

FrameStore *
frame_store_new(gsize budget)
{
  FrameStore *store = g_new0(FrameStore, 1);

  store->budget = budget;
  store->stride = 1;
  store->kept = g_array_new(FALSE, FALSE, sizeof(Kept));
  g_array_set_clear_func(store->kept, (GDestroyNotify)clear_kept);
  return store;
}

void
frame_store_free(FrameStore *store)
{
  if (!store)
    return;
  g_array_unref(store->kept);
  g_clear_pointer(&store->first, frame_unref);
  g_free(store);
}

/* The arrays of frame that fields names, with the numbers that each has for an atom. */
typedef struct {
  guint n;
  double *array[5];
  guint width[5], all; /* the sum of widths */
} Fields;

static void
add_field(Fields *fields, gpointer array, guint width)
{
  fields->array[fields->n] = array;
  fields->width[fields->n++] = width;
  fields->all += width;
}

G_STATIC_ASSERT(sizeof(Vec3) == 3 * sizeof(double));

static Fields
fields_of(const Frame *frame, FrameFields wanted)
{
  Fields fields = {0};

  add_field(&fields, frame->position, 3);
  if (wanted & FRAME_VELOCITY)
    add_field(&fields, frame->velocity, 3);
  if (wanted & FRAME_FORCE)
    add_field(&fields, frame->force, 3);
  if (wanted & FRAME_ENERGY)
    add_field(&fields, frame->energy, 1);
  if (wanted & FRAME_DEVIATION)
    add_field(&fields, frame->deviation, 1);
  return fields;
}

static FrameFields
fields_known(const Frame *frame)
{
  return (frame->velocity ? FRAME_VELOCITY : 0) | (frame->force ? FRAME_FORCE : 0) |
         (frame->energy ? FRAME_ENERGY : 0) | (frame->deviation ? FRAME_DEVIATION : 0);
}

static float *
keep_numbers(const Fields *fields, guint n_atoms)
{
  float *number = g_new(float, (gsize)fields->all *n_atoms), *out = number;

  for (guint f = 0; f < fields->n; f++)
    for (gsize i = 0; i < (gsize)fields->width[f] * n_atoms; i++)
      *out++ = (float)fields->array[f][i];
  return number;
}

static void
give_numbers(const Fields *fields, guint n_atoms, const float *number)
{
  for (guint f = 0; f < fields->n; f++)
    for (gsize i = 0; i < (gsize)fields->width[f] * n_atoms; i++)
      fields->array[f][i] = *number++;
}

static void
forget_every_second(FrameStore *store)
{
  for (guint i = store->kept->len; i-- > 0;)
    if (i % 2 == 1)
      g_array_remove_index(store->kept, i);
  store->stride *= 2;
}

void
frame_store_add(FrameStore *store, const Frame *frame)
{
  g_return_if_fail(store != NULL && frame != NULL);
  g_return_if_fail(!store->first || store->first->n_atoms == frame->n_atoms);

  if (!store->first)
    store->first = frame_ref((Frame *)frame);
  Fields fields = fields_of(frame, fields_known(frame));
  guint n_columns = frame->columns ? frame->columns->n_columns : 0;
  gsize each =
      sizeof(Kept) + (fields.all + n_columns) * sizeof(float) * (gsize)frame->n_atoms;

  if (store->kept->len > 1 && (store->kept->len + 1) * each > store->budget)
    forget_every_second(store);
  if (store->n_seen++ % store->stride != 0)
    return;
  Kept kept = {.step = frame->step,
               .time = frame->time,
               .target = frame->target,
               .epoch = frame->epoch,
               .cell = frame->cell,
               .has_thermo = frame->has_thermo,
               .thermo = frame->thermo,
               .fields = fields_known(frame),
               .number = keep_numbers(&fields, frame->n_atoms),
               .columns = frame->columns ? atom_columns_ref(frame->columns) : NULL};
  g_array_append_val(store->kept, kept);
}

guint
frame_store_n(const FrameStore *store)
{
  return store->kept->len;
}

static const Kept *
kept_at(const FrameStore *store, guint index)
{
  return &g_array_index(store->kept, Kept, index);
}

double
frame_store_time(const FrameStore *store, guint index)
{
  g_return_val_if_fail(index < store->kept->len, 0.0);

  return kept_at(store, index)->time;
}

static void
add_arrays(Frame *frame, FrameFields fields)
{
  if (fields & FRAME_VELOCITY)
    frame->velocity = g_new(Vec3, frame->n_atoms);
  if (fields & FRAME_FORCE)
    frame->force = g_new(Vec3, frame->n_atoms);
  if (fields & FRAME_ENERGY)
    frame->energy = g_new(double, frame->n_atoms);
  if (fields & FRAME_DEVIATION)
    frame->deviation = g_new(double, frame->n_atoms);
}

Frame *
frame_store_get(const FrameStore *store, guint index)
{
  g_return_val_if_fail(index < store->kept->len, NULL);

  const Kept *kept = kept_at(store, index);
  Frame *frame = frame_copy(store->first, 0);

  frame->step = kept->step;
  frame->time = kept->time;
  frame->epoch = kept->epoch;
  frame->target = kept->target;
  frame->cell = kept->cell;
  frame->has_thermo = kept->has_thermo;
  frame->thermo = kept->thermo;
  frame->columns = kept->columns ? atom_columns_ref(kept->columns) : NULL;
  add_arrays(frame, kept->fields);
  Fields fields = fields_of(frame, kept->fields);
  give_numbers(&fields, frame->n_atoms, kept->number);
  return frame;
}
