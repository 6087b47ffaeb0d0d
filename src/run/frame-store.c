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
  float *xyz; /* owned */
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
  g_free(kept->xyz);
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

static float *
copy_positions(const Frame *frame)
{
  float *xyz = g_new(float, 3 * (gsize)frame->n_atoms);

  for (guint i = 0; i < frame->n_atoms; i++) {
    xyz[3 * i] = (float)frame->position[i].x;
    xyz[3 * i + 1] = (float)frame->position[i].y;
    xyz[3 * i + 2] = (float)frame->position[i].z;
  }
  return xyz;
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

  gsize each = sizeof(Kept) + 3 * sizeof(float) * (gsize)frame->n_atoms;

  if (!store->first)
    store->first = frame_ref((Frame *)frame);
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
               .xyz = copy_positions(frame)};
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
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] =
        (Vec3){kept->xyz[3 * i], kept->xyz[3 * i + 1], kept->xyz[3 * i + 2]};
  return frame;
}
