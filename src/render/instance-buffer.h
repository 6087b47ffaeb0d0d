// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Instances of one pass on the GPU: a vertex array whose attributes advance once per
 * instance. The corners of an instance come from gl_VertexID. GL thread. */
#pragma once

#include <epoxy/gl.h>
#include <glib.h>

typedef struct InstanceBuffer InstanceBuffer;

/* Attribute number = place in the table. Bytes are normalized to 0…1. */
typedef struct {
  GLint components;
  GLenum type; /* GL_FLOAT or GL_UNSIGNED_BYTE */
  gsize offset;
} InstanceField;

/* fields: static storage. primitive: GL_TRIANGLE_STRIP of four corners or GL_TRIANGLES of
 * three. */
InstanceBuffer *instance_buffer_new(const InstanceField *fields, guint n_fields,
                                    gsize stride, GLenum primitive);
void instance_buffer_free(InstanceBuffer *buffer);

/* Replaces all; the old storage is orphaned, so drawing from it goes on undisturbed. */
void instance_buffer_upload(InstanceBuffer *buffer, const void *instances, guint n);
/* Draws n instances from first on. Leaves its vertex array bound. */
void instance_buffer_draw(InstanceBuffer *buffer, guint first, guint n);
/* The same, each as one point. */
void instance_buffer_draw_points(InstanceBuffer *buffer, guint first, guint n);
/* The same, each as a strip of so many corners. */
void instance_buffer_draw_strips(InstanceBuffer *buffer, guint first, guint n,
                                 int corners);
