// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/told-memory.h"

#include <string.h>

struct ToldMemory {
  GHashTable *marks; /* gint64 of the heap, as a set */
};

ToldMemory *
told_memory_new(void)
{
  ToldMemory *memory = g_new0(ToldMemory, 1);

  memory->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return memory;
}

void
told_memory_free(ToldMemory *memory)
{
  if (!memory)
    return;
  g_hash_table_unref(memory->marks);
  g_free(memory);
}

#define MARK_START 0xcbf29ce484222325u

/* FNV-1a. */
static guint64
mix(guint64 mark, const void *bytes, gsize n)
{
  for (const guint8 *byte = bytes; n-- > 0; byte++)
    mark = (mark ^ *byte) * 0x100000001b3u;
  return mark;
}

static gboolean
add(ToldMemory *memory, guint64 mark)
{
  gint64 *key = g_new(gint64, 1);

  memcpy(key, &mark, sizeof mark);
  return g_hash_table_add(memory->marks, key);
}

gboolean
told_memory_add_event(ToldMemory *memory, const Event *event)
{
  g_return_val_if_fail(memory != NULL && event != NULL, FALSE);
  gint64 whole[] = {event->kind,  event->method, event->step,
                    event->epoch, event->king,   event->back};
  double part[] = {event->time, event->length};
  guint64 mark = mix(MARK_START, whole, sizeof whole);

  mark = mix(mark, part, sizeof part);
  if (event->n_atoms > 0)
    mark = mix(mark, event->atom, event->n_atoms * sizeof *event->atom);
  if (event->text)
    mark = mix(mark, event->text, strlen(event->text));
  return add(memory, mark);
}

gboolean
told_memory_add_text(ToldMemory *memory, const char *text)
{
  g_return_val_if_fail(memory != NULL && text != NULL, FALSE);
  return add(memory, mix(MARK_START, text, strlen(text)));
}
