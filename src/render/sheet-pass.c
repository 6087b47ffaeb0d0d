// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/passes.h"

#include <string.h>

/* A triangle on its way through the sort. */
typedef struct {
  float centre[3];
  guint32 vertex[3];
} Piece;

typedef struct {
  GLuint array, vertices, indices;
  guint n; /* indices */
} Batch;

struct SheetPass {
  GLuint program[2]; /* plain, full */
  gboolean full;
  Batch solid, sheets;
  DepthOrder order;
  GArray *pieces; /* Piece */
  GArray *sorted; /* guint32 */
  DepthRule rule; /* as last sorted */
  guint serial;
};

static void
batch_init(Batch *batch)
{
  static const struct {
    GLint n;
    GLenum type;
    gsize offset;
  } fields[] = {
      {3, GL_FLOAT, offsetof(SheetVertex, position)},
      {3, GL_FLOAT, offsetof(SheetVertex, normal)},
      {4, GL_UNSIGNED_BYTE, offsetof(SheetVertex, tint)},
      {4, GL_UNSIGNED_BYTE, offsetof(SheetVertex, look)},
  };

  glGenVertexArrays(1, &batch->array);
  glGenBuffers(1, &batch->vertices);
  glGenBuffers(1, &batch->indices);
  glBindVertexArray(batch->array);
  glBindBuffer(GL_ARRAY_BUFFER, batch->vertices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, batch->indices);
  for (GLuint k = 0; k < G_N_ELEMENTS(fields); k++) {
    glEnableVertexAttribArray(k);
    glVertexAttribPointer(k, fields[k].n, fields[k].type,
                          fields[k].type == GL_UNSIGNED_BYTE, sizeof(SheetVertex),
                          (const void *)fields[k].offset);
  }
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

static void
batch_clear(Batch *batch)
{
  glDeleteVertexArrays(1, &batch->array);
  glDeleteBuffers(1, &batch->vertices);
  glDeleteBuffers(1, &batch->indices);
}

static void
upload_vertices(Batch *batch, const GArray *vertices)
{
  glBindBuffer(GL_ARRAY_BUFFER, batch->vertices);
  glBufferData(GL_ARRAY_BUFFER, vertices->len * sizeof(SheetVertex), vertices->data,
               GL_STREAM_DRAW);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

static void
upload_indices(Batch *batch, const void *indices, guint n)
{
  glBindVertexArray(batch->array);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, n * sizeof(guint32), indices, GL_STREAM_DRAW);
  batch->n = n;
}

SheetPass *
sheet_pass_new(GError **error)
{
  g_autoptr(SheetPass) pass = g_new0(SheetPass, 1);

  if (!(pass->program[0] = gl_program_new("sheet-pass", error)) ||
      !(pass->program[1] = gl_program_new_full("sheet-pass", error)))
    return NULL;
  pass->pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  pass->sorted = g_array_new(FALSE, FALSE, sizeof(guint32));
  depth_order_init(&pass->order);
  batch_init(&pass->solid);
  batch_init(&pass->sheets);
  return g_steal_pointer(&pass);
}

void
sheet_pass_free(SheetPass *pass)
{
  if (!pass)
    return;
  batch_clear(&pass->solid);
  batch_clear(&pass->sheets);
  depth_order_clear(&pass->order);
  g_clear_pointer(&pass->pieces, g_array_unref);
  g_clear_pointer(&pass->sorted, g_array_unref);
  glDeleteProgram(pass->program[0]);
  glDeleteProgram(pass->program[1]);
  g_free(pass);
}

static void
make_pieces(SheetPass *pass, const SheetSet *set)
{
  const SheetVertex *vertex = (const SheetVertex *)set->vertices->data;
  const guint32 *index = (const guint32 *)set->triangles->data;
  guint n = set->triangles->len / 3;

  g_array_set_size(pass->pieces, n);
  for (guint k = 0; k < n; k++) {
    Piece *piece = &g_array_index(pass->pieces, Piece, k);
    memcpy(piece->vertex, index + 3 * k, sizeof piece->vertex);
    for (int j = 0; j < 3; j++)
      piece->centre[j] =
          (vertex[index[3 * k]].position[j] + vertex[index[3 * k + 1]].position[j] +
           vertex[index[3 * k + 2]].position[j]) /
          3.0f;
  }
}

static void
sort_sheets(SheetPass *pass, const DepthRule *rule)
{
  guint n = pass->pieces->len;

  depth_order_sort(&pass->order, rule, pass->pieces->data, n, sizeof(Piece));
  const Piece *piece = (const Piece *)pass->order.sorted->data;
  g_array_set_size(pass->sorted, 3 * n);
  for (guint k = 0; k < n; k++)
    memcpy(pass->sorted->data + 3 * k * sizeof(guint32), piece[k].vertex,
           sizeof piece[k].vertex);
  upload_indices(&pass->sheets, pass->sorted->data, 3 * n);
}

void
sheet_pass_prepare(SheetPass *pass, const DrawView *view, const Geometry *geometry)
{
  DepthRule rule =
      draw_view_depth_rule(view, offsetof(Piece, centre), offsetof(Piece, centre));
  gboolean same = pass->serial == view->serial;

  pass->full = view->full;
  if (same && memcmp(&rule, &pass->rule, sizeof rule) == 0)
    return;
  if (!same) {
    const SheetSet *solid = &geometry->facets;
    upload_vertices(&pass->solid, solid->vertices);
    upload_indices(&pass->solid, solid->triangles->data, solid->triangles->len);
    upload_vertices(&pass->sheets, geometry->sheets.vertices);
    make_pieces(pass, &geometry->sheets);
  }
  sort_sheets(pass, &rule);
  pass->serial = view->serial;
  pass->rule = rule;
}

static void
draw(const Batch *batch, GLuint program)
{
  if (batch->n == 0)
    return;
  glUseProgram(program);
  glBindVertexArray(batch->array);
  glDrawElements(GL_TRIANGLES, (GLsizei)batch->n, GL_UNSIGNED_INT, NULL);
}

void
sheet_pass_draw_solid(SheetPass *pass)
{
  draw(&pass->solid, pass->program[pass->full]);
}

void
sheet_pass_draw_translucent(SheetPass *pass)
{
  draw(&pass->sheets, pass->program[0]);
}
