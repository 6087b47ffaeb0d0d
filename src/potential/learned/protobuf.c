// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/protobuf.h"

#include <string.h>

gboolean
proto_next_varint(ProtoMessage *m, guint64 *value)
{
  *value = 0;
  for (guint shift = 0; shift < 64 && m->at < m->size; shift += 7) {
    guint8 byte = m->data[m->at++];
    *value |= (guint64)(byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return TRUE;
  }
  m->damaged |= m->at < m->size || m->size == 0 || (m->data[m->size - 1] & 0x80);
  return FALSE;
}

static gboolean
take_fixed(ProtoMessage *m, guint n, guint64 *value)
{
  *value = 0;
  if (n > m->size - m->at)
    return FALSE;
  for (guint k = 0; k < n; k++)
    *value |= (guint64)m->data[m->at++] << (8 * k);
  return TRUE;
}

static gboolean
take_bytes(ProtoMessage *m, ProtoMessage *bytes)
{
  guint64 n;

  if (!proto_next_varint(m, &n) || n > m->size - m->at)
    return FALSE;
  *bytes = (ProtoMessage){.data = m->data + m->at, .size = n};
  m->at += n;
  return TRUE;
}

static gboolean
take_value(ProtoMessage *m, ProtoField *field)
{
  switch (field->wire) {
  case PROTO_VARINT:
    return proto_next_varint(m, &field->value);
  case PROTO_FIXED64:
    return take_fixed(m, 8, &field->value);
  case PROTO_FIXED32:
    return take_fixed(m, 4, &field->value);
  case PROTO_BYTES:
    return take_bytes(m, &field->bytes);
  }
  return FALSE;
}

gboolean
proto_next(ProtoMessage *m, ProtoField *field)
{
  guint64 tag;

  if (m->at >= m->size || m->damaged)
    return FALSE;
  *field = (ProtoField){0};
  if (proto_next_varint(m, &tag) && tag >> 3 > 0 && tag >> 3 <= G_MAXUINT32) {
    field->number = tag >> 3;
    field->wire = tag & 7;
    if (take_value(m, field))
      return TRUE;
  }
  m->damaged = TRUE;
  return FALSE;
}

gboolean
proto_equals(const ProtoMessage *bytes, const char *text)
{
  return bytes->size == strlen(text) && memcmp(bytes->data, text, bytes->size) == 0;
}

char *
proto_text(const ProtoMessage *bytes)
{
  return g_strndup((const char *)bytes->data, bytes->size);
}
