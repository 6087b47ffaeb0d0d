// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/instance-buffer.h"

struct InstanceBuffer {
  const InstanceField *fields;
  guint n_fields;
  gsize stride;
  gsize capacity;
  GLenum primitive;
  GLuint array, buffer;
  GLuint points; /* vertex array whose attributes advance with the vertex */
};

static GLuint
make_array(guint n_fields, GLuint divisor)
{
  GLuint array;

  glGenVertexArrays(1, &array);
  glBindVertexArray(array);
  for (guint k = 0; k < n_fields; k++) {
    glEnableVertexAttribArray(k);
    glVertexAttribDivisor(k, divisor);
  }
  glBindVertexArray(0);
  return array;
}

InstanceBuffer *
instance_buffer_new(const InstanceField *fields, guint n_fields, gsize stride,
                    GLenum primitive)
{
  InstanceBuffer *buffer = g_new0(InstanceBuffer, 1);

  buffer->fields = fields;
  buffer->n_fields = n_fields;
  buffer->stride = stride;
  buffer->primitive = primitive;
  buffer->array = make_array(n_fields, 1);
  buffer->points = make_array(n_fields, 0);
  glGenBuffers(1, &buffer->buffer);
  return buffer;
}

void
instance_buffer_free(InstanceBuffer *buffer)
{
  if (!buffer)
    return;
  glDeleteVertexArrays(1, &buffer->array);
  glDeleteVertexArrays(1, &buffer->points);
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

static void
bind_from(InstanceBuffer *buffer, GLuint array, guint first)
{
  glBindVertexArray(array);
  glBindBuffer(GL_ARRAY_BUFFER, buffer->buffer);
  for (guint k = 0; k < buffer->n_fields; k++) {
    const InstanceField *field = &buffer->fields[k];
    glVertexAttribPointer(k, field->components, field->type,
                          field->type == GL_UNSIGNED_BYTE, (GLsizei)buffer->stride,
                          (const void *)(first * buffer->stride + field->offset));
  }
}

void
instance_buffer_draw(InstanceBuffer *buffer, guint first, guint n)
{
  if (n == 0)
    return;
  bind_from(buffer, buffer->array, first);
  glDrawArraysInstanced(buffer->primitive, 0, buffer->primitive == GL_TRIANGLES ? 3 : 4,
                        (GLsizei)n);
}

void
instance_buffer_draw_points(InstanceBuffer *buffer, guint first, guint n)
{
  if (n == 0)
    return;
  bind_from(buffer, buffer->points, first);
  glDrawArrays(GL_POINTS, 0, (GLsizei)n);
}

void
instance_buffer_draw_strips(InstanceBuffer *buffer, guint first, guint n, int corners)
{
  if (n == 0)
    return;
  bind_from(buffer, buffer->array, first);
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, corners, (GLsizei)n);
}
