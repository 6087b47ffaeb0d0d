// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The fields of a message of Protocol Buffers, one after the other
 * (protobuf.dev/programming-guides/encoding). A plain view on the bytes; nothing is
 * allocated. Any thread.
 *
 *     ProtoMessage m = {data, size};
 *     ProtoField field;
 *     while (proto_next(&m, &field)) …
 *     if (m.damaged) … */
#pragma once

#include <glib.h>

typedef struct {
  const guint8 *data;
  gsize size, at;
  gboolean damaged;
} ProtoMessage;

typedef enum {
  PROTO_VARINT = 0,
  PROTO_FIXED64 = 1,
  PROTO_BYTES = 2,
  PROTO_FIXED32 = 5,
} ProtoWire;

typedef struct {
  guint number;
  ProtoWire wire;
  guint64 value; /* of a varint or a fixed field: its bits */
  ProtoMessage bytes;
} ProtoField;

/* FALSE at the end and where the bytes are damaged. */
gboolean proto_next(ProtoMessage *message, ProtoField *field);
/* The next varint of a packed field; FALSE as above. */
gboolean proto_next_varint(ProtoMessage *packed, guint64 *value);
/* Whether bytes are this text. */
gboolean proto_equals(const ProtoMessage *bytes, const char *text);
/* Bytes as text; owner: caller. */
char *proto_text(const ProtoMessage *bytes);
