// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/zip-stored.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

#define END_SIZE   22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30

typedef struct {
  const guint8 *data;
  gsize size;
} Entry;

struct ZipStored {
  GBytes *bytes;
  const guint8 *data;
  gsize size;
  GHashTable *entries; /* name (owned) → Entry (owned) */
};

static guint32
read16(const guint8 *p)
{
  return p[0] | (guint32)p[1] << 8;
}

static guint32
read32(const guint8 *p)
{
  return read16(p) | read16(p + 2) << 16;
}

static gboolean
fail(GError **error, const char *reason)
{
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, reason);
  return FALSE;
}

/* The record that closes the archive; a comment may follow it. */
static const guint8 *
find_end(const ZipStored *zip)
{
  for (gsize back = END_SIZE; back <= zip->size && back <= END_SIZE + 65535; back++)
    if (read32(zip->data + zip->size - back) == 0x06054b50)
      return zip->data + zip->size - back;
  return NULL;
}

static gboolean
read_entry(ZipStored *zip, const guint8 *p, GError **error)
{
  gsize packed = read32(p + 20), size = read32(p + 24), at = read32(p + 42);
  if (at + LOCAL_SIZE > zip->size || read32(zip->data + at) != 0x04034b50)
    return fail(error, _("the archive is damaged"));
  gsize begin =
      at + LOCAL_SIZE + read16(zip->data + at + 26) + read16(zip->data + at + 28);
  if (read16(p + 10) != 0 || packed != size)
    return fail(error, _("the archive is compressed; only stored ones can be read"));
  if (begin > zip->size || size > zip->size - begin)
    return fail(error, _("the archive ends too early"));
  Entry *entry = g_new0(Entry, 1);
  *entry = (Entry){zip->data + begin, size};
  char *name = g_strndup((const char *)p + ENTRY_SIZE, read16(p + 28));
  g_hash_table_replace(zip->entries, name, entry);
  return TRUE;
}

static gboolean
read_directory(ZipStored *zip, GError **error)
{
  const guint8 *end = zip->size >= END_SIZE ? find_end(zip) : NULL;
  if (!end)
    return fail(error, _("not a ZIP archive"));
  guint n = read16(end + 10);
  gsize at = read32(end + 16), limit = end - zip->data;
  for (guint k = 0; k < n; k++) {
    const guint8 *p = zip->data + at;
    if (at + ENTRY_SIZE > limit || read32(p) != 0x02014b50)
      return fail(error, _("the archive is damaged"));
    at += ENTRY_SIZE + read16(p + 28) + read16(p + 30) + read16(p + 32);
    if (at > limit)
      return fail(error, _("the archive is damaged"));
    if (!read_entry(zip, p, error))
      return FALSE;
  }
  return TRUE;
}

ZipStored *
zip_stored_new(GBytes *bytes, GError **error)
{
  g_autoptr(ZipStored) zip = g_new0(ZipStored, 1);
  zip->bytes = g_bytes_ref(bytes);
  zip->data = g_bytes_get_data(bytes, &zip->size);
  zip->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return read_directory(zip, error) ? g_steal_pointer(&zip) : NULL;
}

void
zip_stored_free(ZipStored *zip)
{
  if (!zip)
    return;
  g_hash_table_unref(zip->entries);
  g_bytes_unref(zip->bytes);
  g_free(zip);
}

const guint8 *
zip_stored_find(const ZipStored *zip, const char *name, gsize *size)
{
  GHashTableIter iter;
  gpointer key, value;
  gsize length = strlen(name);
  g_hash_table_iter_init(&iter, zip->entries);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    const char *full = key;
    const Entry *entry = value;
    if (!g_str_has_suffix(full, name))
      continue;
    gsize before = strlen(full) - length;
    if (before > 0 && full[before - 1] != '/')
      continue;
    *size = entry->size;
    return entry->data;
  }
  return NULL;
}
