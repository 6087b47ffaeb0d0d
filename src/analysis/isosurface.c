// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/isosurface.h"

#include <string.h>

#define NO_VERTEX  G_MAXUINT32
#define ROUNDS     3    /* of moving a vertex onto the surface */
#define INSIDE     0.02 /* of a cube: vertices keep off its faces */
#define LAST_SHIFT 7

/* A cube by its first node; its corner c is (c & 4, c & 2, c & 1) further on. */
typedef struct {
  guint at[3];
  gsize corner[8]; /* nodes */
} Cube;

/* A vertex of the tile: that of a base cube, or its image one cell before. */
typedef struct {
  guint32 base;
  guint8 shift; /* bits: a, b, c */
} Vertex;

typedef struct {
  const Field *field;
  double level;
  guint8 *high;       /* of every node: not below level; owned */
  guint32 *vertex_of; /* base vertex of a cube, NO_VERTEX when it has none; owned */
  GArray *cube;       /* gsize: of every base vertex */
  GArray *image;      /* Vertex: what lies outside */
  GHashTable *number; /* of images, by (base, shift) */
  GArray *index;      /* guint32, three per triangle */
  GArray *place;      /* Vec3: base vertices, in grid steps */
} Net;

static guint
after(guint k, guint n)
{
  return k + 1 < n ? k + 1 : 0;
}

static guint
before(guint k, guint n)
{
  return k > 0 ? k - 1 : n - 1;
}

/* Where corner c of a cube lies. */
static void
corner_node(const Field *field, const guint at[3], guint c, guint out[3])
{
  for (guint d = 0; d < 3; d++)
    out[d] = c & 4u >> d ? after(at[d], field->n[d]) : at[d];
}

static Cube
cube_at(const Field *field, gsize node)
{
  Cube cube;

  field_node(field, node, cube.at);
  for (guint c = 0; c < 8; c++) {
    guint k[3];
    corner_node(field, cube.at, c, k);
    cube.corner[c] = field_index(field, k[0], k[1], k[2]);
  }
  return cube;
}

static void
weigh_corners(const double t[3], double weight[8])
{
  for (guint c = 0; c < 8; c++) {
    weight[c] = 1.0;
    for (guint d = 0; d < 3; d++)
      weight[c] *= c >> (2 - d) & 1 ? t[d] : 1.0 - t[d];
  }
}

static double
interpolate(const Field *field, const Cube *cube, const double t[3])
{
  double weight[8], sum = 0.0;

  weigh_corners(t, weight);
  for (guint c = 0; c < 8; c++)
    sum += weight[c] * field->value[cube->corner[c]];
  return sum;
}

/* Mean of the crossings of the twelve edges. FALSE when there is none. */
static gboolean
mean_crossing(const Net *net, const Cube *cube, double t[3])
{
  guint n = 0;

  t[0] = t[1] = t[2] = 0.0;
  for (guint c = 0; c < 8; c++)
    for (guint d = 0; d < 3; d++) {
      guint bit = 4u >> d;
      if (c & bit)
        continue;
      double p = net->field->value[cube->corner[c]] - net->level;
      double q = net->field->value[cube->corner[c | bit]] - net->level;
      if ((p >= 0.0) == (q >= 0.0))
        continue;
      for (guint e = 0; e < 3; e++)
        t[e] += e == d ? p / (p - q) : (double)(c >> (2 - e) & 1);
      n++;
    }
  for (guint d = 0; d < 3 && n > 0; d++)
    t[d] /= n;
  return n > 0;
}

static void
slope_inside(const Field *field, const Cube *cube, const double t[3], double slope[3])
{
  for (guint d = 0; d < 3; d++) {
    double ahead[3] = {t[0], t[1], t[2]}, behind[3] = {t[0], t[1], t[2]};
    ahead[d] = 1.0;
    behind[d] = 0.0;
    slope[d] = interpolate(field, cube, ahead) - interpolate(field, cube, behind);
  }
}

static void
move_onto_surface(const Net *net, const Cube *cube, double t[3])
{
  double slope[3];

  for (guint round = 0; round < ROUNDS; round++) {
    double off = interpolate(net->field, cube, t) - net->level;
    slope_inside(net->field, cube, t, slope);
    double steep = slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2];
    if (!(steep > 0.0))
      return;
    for (guint d = 0; d < 3; d++)
      t[d] = CLAMP(t[d] - off * slope[d] / steep, INSIDE, 1.0 - INSIDE);
  }
}

static void
place_vertex(Net *net, gsize node)
{
  Cube cube = cube_at(net->field, node);
  double t[3];

  if (!mean_crossing(net, &cube, t))
    return;
  move_onto_surface(net, &cube, t);
  Vec3 place = vec3(cube.at[0] + t[0], cube.at[1] + t[1], cube.at[2] + t[2]);
  net->vertex_of[node] = net->cube->len;
  g_array_append_val(net->cube, node);
  g_array_append_val(net->place, place);
}

/* How many of the four nodes are high that a row of cubes has at each of its steps. */
static void
count_high(const Net *net, guint i, guint j, guint8 *count)
{
  const Field *field = net->field;
  guint up = after(i, field->n[0]), right = after(j, field->n[1]);
  const guint8 *a = net->high + field_index(field, i, j, 0);
  const guint8 *b = net->high + field_index(field, i, right, 0);
  const guint8 *c = net->high + field_index(field, up, j, 0);
  const guint8 *d = net->high + field_index(field, up, right, 0);

  for (guint k = 0; k < field->n[2]; k++)
    count[k] = (guint8)(a[k] + b[k] + c[k] + d[k]);
  count[field->n[2]] = count[0];
}

static void
place_vertices(Net *net)
{
  const Field *field = net->field;
  g_autofree guint8 *count = g_new(guint8, field->n[2] + 1);

  memset(net->vertex_of, 0xff, field->n_nodes * sizeof *net->vertex_of);
  for (guint i = 0; i < field->n[0]; i++)
    for (guint j = 0; j < field->n[1]; j++) {
      count_high(net, i, j, count);
      for (guint k = 0; k < field->n[2]; k++)
        if ((guint)(count[k] + count[k + 1] - 1) < 7) /* neither none nor all of eight */
          place_vertex(net, field_index(field, i, j, k));
    }
}

/* Images stand behind the base vertices. */
static guint32
number_of(Net *net, Vertex vertex)
{
  gint64 key = (gint64)vertex.base * (LAST_SHIFT + 1) + vertex.shift;

  if (vertex.shift == 0)
    return vertex.base;
  gpointer known = g_hash_table_lookup(net->number, &key);
  if (known)
    return GPOINTER_TO_UINT(known);
  guint32 number = net->cube->len + net->image->len;
  g_array_append_val(net->image, vertex);
  g_hash_table_insert(net->number, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(number));
  return number;
}

/* Of the cube that lies one step back along the directions in back (bits). */
static guint32
vertex_behind(Net *net, const guint at[3], guint back)
{
  guint k[3];
  Vertex vertex = {0};

  for (guint d = 0; d < 3; d++) {
    guint bit = 4u >> d, n = net->field->n[d];
    k[d] = back & bit ? before(at[d], n) : at[d];
    if (back & bit && at[d] == 0)
      vertex.shift |= (guint8)bit;
  }
  vertex.base = net->vertex_of[field_index(net->field, k[0], k[1], k[2])];
  return number_of(net, vertex);
}

static Vec3
place_of(const Net *net, guint32 number)
{
  const Field *field = net->field;
  Vertex vertex = {number, 0};

  if (number >= net->cube->len)
    vertex = g_array_index(net->image, Vertex, number - net->cube->len);
  Vec3 g = g_array_index(net->place, Vec3, vertex.base);
  return cell_to_cartesian(&field->cell, vec3(g.x / field->n[0] - (vertex.shift >> 2 & 1),
                                              g.y / field->n[1] - (vertex.shift >> 1 & 1),
                                              g.z / field->n[2] - (vertex.shift & 1)));
}

static double
distance2(const Net *net, guint32 a, guint32 b)
{
  return vec3_norm2(vec3_sub(place_of(net, a), place_of(net, b)));
}

/* The four cubes around the edge that leaves node `at` along d, seen from its far end
 * anticlockwise, or the other way round; cut along the shorter diagonal. */
static void
add_quadrangle(Net *net, const guint at[3], guint d, gboolean reversed)
{
  guint e = 4u >> (d + 1) % 3, f = 4u >> (d + 2) % 3;
  const guint back[4] = {0, e, e | f, f};
  guint32 v[4];
  static const guint cut[2][6] = {{0, 1, 2, 0, 2, 3}, {0, 1, 3, 1, 2, 3}};

  for (guint k = 0; k < 4; k++)
    v[k] = vertex_behind(net, at, back[reversed ? 3 - k : k]);
  const guint *order = cut[distance2(net, v[0], v[2]) > distance2(net, v[1], v[3])];
  for (guint k = 0; k < 6; k++)
    g_array_append_val(net->index, v[order[k]]);
}

static gboolean
is_left_handed(const Cell *cell)
{
  return vec3_dot(cell->vector[0], vec3_cross(cell->vector[1], cell->vector[2])) < 0.0;
}

/* Around the edges that leave the nodes of row (i, j). */
static void
span_row(Net *net, guint i, guint j, gboolean mirrored)
{
  const Field *field = net->field;
  guint n = field->n[2], up = after(i, field->n[0]), right = after(j, field->n[1]);
  const guint8 *here = net->high + field_index(field, i, j, 0);
  const guint8 *next[2] = {net->high + field_index(field, up, j, 0),
                           net->high + field_index(field, i, right, 0)};

  for (guint k = 0; k < n; k++) {
    const guint at[3] = {i, j, k};
    gboolean ahead[3] = {next[0][k], next[1][k], here[after(k, n)]};
    if (ahead[0] + ahead[1] + ahead[2] == 3 * here[k])
      continue;
    for (guint d = 0; d < 3; d++)
      if (here[k] != ahead[d])
        add_quadrangle(net, at, d, ahead[d] != mirrored);
  }
}

static void
span_quadrangles(Net *net)
{
  gboolean mirrored = is_left_handed(&net->field->cell);

  for (guint i = 0; i < net->field->n[0]; i++)
    for (guint j = 0; j < net->field->n[1]; j++)
      span_row(net, i, j, mirrored);
}

/* Gradient at a node by central differences, Å⁻¹. */
static Vec3
node_gradient(const Field *field, const guint at[3])
{
  Vec3 gradient = {0};

  for (guint d = 0; d < 3; d++) {
    guint n = field->n[d], up[3] = {at[0], at[1], at[2]}, down[3] = {at[0], at[1], at[2]};
    up[d] = after(at[d], n);
    down[d] = before(at[d], n);
    double rise = field->value[field_index(field, up[0], up[1], up[2])] -
                  field->value[field_index(field, down[0], down[1], down[2])];
    gradient = vec3_mul_add(gradient, 0.5 * rise * n, field->cell.inverse[d]);
  }
  return gradient;
}

static Vec3
normal_in(const Field *field, const Cube *cube, const double t[3])
{
  double weight[8];
  Vec3 sum = {0};

  weigh_corners(t, weight);
  for (guint c = 0; c < 8; c++) {
    guint at[3];
    corner_node(field, cube->at, c, at);
    sum = vec3_mul_add(sum, -weight[c], node_gradient(field, at));
  }
  return vec3_normalized(sum);
}

static void
write_vec3(float *out, Vec3 v)
{
  out[0] = (float)v.x;
  out[1] = (float)v.y;
  out[2] = (float)v.z;
}

static void
fill_vertices(const Net *net, const Field *colour, Mesh *mesh)
{
  for (guint v = 0; v < mesh->n_vertices; v++) {
    guint32 base = v;
    if (v >= net->cube->len)
      base = g_array_index(net->image, Vertex, v - net->cube->len).base;
    Cube cube = cube_at(net->field, g_array_index(net->cube, gsize, base));
    Vec3 g = g_array_index(net->place, Vec3, base);
    const double t[3] = {g.x - cube.at[0], g.y - cube.at[1], g.z - cube.at[2]};
    write_vec3(mesh->position + 3 * v, place_of(net, v));
    write_vec3(mesh->normal + 3 * v, normal_in(net->field, &cube, t));
    if (colour)
      mesh->value[v] = (float)interpolate(colour, &cube, t);
  }
}

Mesh *
isosurface_new(const Field *field, double level, MeshRole role, const char *label,
               const Field *colour)
{
  Net net = {.field = field, .level = level};

  g_return_val_if_fail(field != NULL, NULL);
  g_return_val_if_fail(!colour || colour->n_nodes == field->n_nodes, NULL);
  net.vertex_of = g_new(guint32, field->n_nodes);
  net.high = g_new(guint8, field->n_nodes);
  for (gsize node = 0; node < field->n_nodes; node++)
    net.high[node] = field->value[node] >= level;
  net.cube = g_array_new(FALSE, FALSE, sizeof(gsize));
  net.image = g_array_new(FALSE, FALSE, sizeof(Vertex));
  net.number = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  net.index = g_array_new(FALSE, FALSE, sizeof(guint32));
  net.place = g_array_new(FALSE, FALSE, sizeof(Vec3));
  place_vertices(&net);
  span_quadrangles(&net);

  Mesh *mesh = mesh_new(role, label, net.cube->len + net.image->len, net.index->len / 3,
                        colour != NULL);
  mesh->level = level;
  mesh->cell = field->cell;
  if (net.index->len > 0)
    memcpy(mesh->index, net.index->data, net.index->len * sizeof(guint32));
  fill_vertices(&net, colour, mesh);
  g_free(net.vertex_of);
  g_free(net.high);
  g_array_unref(net.cube);
  g_array_unref(net.image);
  g_hash_table_unref(net.number);
  g_array_unref(net.index);
  g_array_unref(net.place);
  return mesh;
}
