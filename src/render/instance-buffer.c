// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/instance-buffer.h"

struct InstanceBuffer {
  const InstanceField *fields;
  guint n_fields;
  gsize stride;
  gsize capacity;
  GLuint array, buffer;
};

InstanceBuffer *
instance_buffer_new(const InstanceField *fields, guint n_fields, gsize stride)
{
  InstanceBuffer *buffer = g_new0(InstanceBuffer, 1);

  buffer->fields = fields;
  buffer->n_fields = n_fields;
  buffer->stride = stride;
  glGenVertexArrays(1, &buffer->array);
  glGenBuffers(1, &buffer->buffer);
  glBindVertexArray(buffer->array);
  for (guint k = 0; k < n_fields; k++) {
    glEnableVertexAttribArray(k);
    glVertexAttribDivisor(k, 1);
  }
  glBindVertexArray(0);
  return buffer;
}

void
instance_buffer_free(InstanceBuffer *buffer)
{
  if (!buffer)
    return;
  glDeleteVertexArrays(1, &buffer->array);
  glDeleteBuffers(1, &buffer->buffer);
  g_free(buffer);
}

void
instance_buffer_upload(InstanceBuffer *buffer, const void *instances, guint n)
{
  gsize size = n * buffer->stride;

  if (size == 0)
    return;
  if (size > buffer->capacity)
    buffer->capacity = size + size / 4;
  glBindBuffer(GL_ARRAY_BUFFER, buffer->buffer);
  glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)buffer->capacity, NULL, GL_STREAM_DRAW);
  glBufferSubData(GL_ARRAY_BUFFER, 0, (GLsizeiptr)size, instances);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

void
instance_buffer_draw(InstanceBuffer *buffer, GLenum primitive, int corners, guint first,
                     guint n)
{
  if (n == 0)
    return;
  glBindVertexArray(buffer->array);
  glBindBuffer(GL_ARRAY_BUFFER, buffer->buffer);
  for (guint k = 0; k < buffer->n_fields; k++) {
    const InstanceField *field = &buffer->fields[k];
    glVertexAttribPointer(k, field->components, field->type,
                          field->type == GL_UNSIGNED_BYTE, (GLsizei)buffer->stride,
                          (const void *)(first * buffer->stride + field->offset));
  }
  glDrawArraysInstanced(primitive, 0, corners, (GLsizei)n);
}
