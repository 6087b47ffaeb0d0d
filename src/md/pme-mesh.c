// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pme-mesh.h"

#include <complex.h>
#include <fftw3.h>
#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "base/units.h"

/* One worker's own room. */
typedef struct {
  float *plane;          /* as PmeGrid says */
  fftwf_complex *packed; /* the same along y, two real numbers in one complex: [n1] */
  fftwf_complex *row;    /* its spectra along y: [n_rows][n2] */
  fftwf_complex *column; /* [n0] */
} Scratch;

struct PmeMesh {
  PmeShape shape;
  PmeGrid grid;
  int n_rows; /* modes along y that are kept: 0 … n_rows − 1; others are conjugates */
  int n_modes; /* modes along z of a column: 0 … n_modes − 1, or −n_modes … −1 */
  int packed_step, column_step; /* complex numbers from one row to the next */
  int mode_step;                /* from one plane to the next */
  fftwf_complex *mode;          /* [n0][n_rows][n2] */
  float *potential;             /* [n0][plane] */
  float *influence;             /* G: [column][n0][column_step] */
  double *spline[3];            /* |b|² of all modes */
  fftwf_plan y_forward, z_forward, x_forward, x_backward, z_backward, y_backward;
  GArray *scratch; /* Scratch */

  Vec3 reciprocal[3]; /* times 2π */
  double factor, quarter;
};

/* FFTW's planner has one state for the whole program. */
G_LOCK_DEFINE_STATIC(planner);

static int
round_up(int n, int to)
{
  return (n + to - 1) / to * to;
}

/* Planes an odd number of cache lines apart do not push each other out of the cache. */
static int
odd_lines(int n, int per_line)
{
  int lines = (n + per_line - 1) / per_line;

  return per_line * (lines | 1);
}

/* M_p(1) … M_p(p − 1) */
static void
spline_at_integers(int p, double *value)
{
  double m[PME_ORDER_MAX + 1] = {0.0, 1.0}; /* M_2(k) */

  for (int order = 3; order <= p; order++)
    for (int k = order - 1; k > 0; k--)
      m[k] = (k * m[k] + (order - k) * m[k - 1]) / (order - 1);
  memcpy(value, m + 1, (p - 1) * sizeof(double));
}

/* Those of the weights that are in use (pme_weight_scale). */
static double *
spline_factors(int n, int order)
{
  double value[PME_ORDER_MAX], *factor = g_new(double, n);
  double rounded = pme_weight_scale(order) * tgamma(order);

  spline_at_integers(order, value);
  for (int k = 0; k < order - 1; k++)
    value[k] *= rounded;
  for (int m = 0; m < n; m++) {
    double complex sum = 0.0;
    for (int k = 0; k < order - 1; k++)
      sum += value[k] * cexp(2.0 * G_PI * I * ((double)m * k / n));
    factor[m] = 1.0 / (creal(sum) * creal(sum) + cimag(sum) * cimag(sum));
  }
  return factor;
}

static void
scratch_init(const PmeMesh *mesh, Scratch *scratch)
{
  const int *n = mesh->shape.n;

  scratch->plane = ALIGNED_NEW0(float, mesh->grid.plane);
  scratch->packed = ALIGNED_NEW0(fftwf_complex, (gsize)n[1] * mesh->packed_step);
  scratch->row = ALIGNED_NEW0(fftwf_complex, (gsize)mesh->n_rows * n[2]);
  scratch->column = ALIGNED_NEW0(fftwf_complex, (gsize)n[0] * mesh->column_step);
}

static void
scratch_clear(gpointer data)
{
  Scratch *scratch = data;

  aligned_free(scratch->plane);
  aligned_free(scratch->packed);
  aligned_free(scratch->row);
  aligned_free(scratch->column);
}

static Scratch *
scratch_of(PmeMesh *mesh, guint worker)
{
  return &g_array_index(mesh->scratch, Scratch, worker);
}

/* Complex numbers in memory: along a transform, and from one transform to the next. */
typedef struct {
  fftwf_complex *at;
  int step, next;
} Strided;

static fftwf_plan
plan_many(int n, int how_many, Strided from, Strided to, int sign)
{
  return fftwf_plan_many_dft(1, &n, how_many, from.at, NULL, from.step, from.next, to.at,
                             NULL, to.step, to.next, sign, FFTW_ESTIMATE);
}

static void
make_plans(PmeMesh *mesh)
{
  const int *n = mesh->shape.n;
  const Scratch *scratch = scratch_of(mesh, 0);
  Strided plane = {(fftwf_complex *)scratch->plane, mesh->grid.row / 2, 1};
  Strided potential = {(fftwf_complex *)mesh->potential, mesh->grid.row / 2, 1};
  Strided packed = {scratch->packed, mesh->packed_step, 1};
  Strided row = {scratch->row, 1, n[2]}, mode = {mesh->mode, 1, n[2]};
  Strided across = {mesh->mode, mesh->mode_step, 1};
  Strided column = {scratch->column, mesh->column_step, 1};

  G_LOCK(planner);
  mesh->y_forward = plan_many(n[1], n[2] / 2, plane, packed, FFTW_FORWARD);
  mesh->z_forward = plan_many(n[2], mesh->n_rows, row, mode, FFTW_FORWARD);
  mesh->x_forward = plan_many(n[0], mesh->n_modes, across, column, FFTW_FORWARD);
  mesh->x_backward = plan_many(n[0], mesh->n_modes, column, across, FFTW_BACKWARD);
  mesh->z_backward = plan_many(n[2], mesh->n_rows, mode, row, FFTW_BACKWARD);
  mesh->y_backward = plan_many(n[1], n[2] / 2, packed, potential, FFTW_BACKWARD);
  G_UNLOCK(planner);
}

static void
free_plans(PmeMesh *mesh)
{
  const fftwf_plan plans[] = {mesh->y_forward,  mesh->z_forward,  mesh->x_forward,
                              mesh->x_backward, mesh->z_backward, mesh->y_backward};

  G_LOCK(planner);
  for (gsize k = 0; k < G_N_ELEMENTS(plans); k++)
    fftwf_destroy_plan(plans[k]);
  G_UNLOCK(planner);
}

static void
lay_out(PmeMesh *mesh)
{
  const int *n = mesh->shape.n;
  int row = round_up(n[2] + PME_ROW, 8);

  mesh->grid = (PmeGrid){.n = {n[0], n[1], n[2]},
                         .order = mesh->shape.order,
                         .row = row,
                         .plane = odd_lines((n[1] + mesh->shape.order - 1) * row, 16)};
  mesh->n_rows = mesh->shape.modes[1] + 1;
  mesh->n_modes = round_up(mesh->shape.modes[2] + 1, 2);
  mesh->packed_step = round_up(n[2] / 2, 8);
  mesh->column_step = round_up(mesh->n_modes, PME_ROW);
  mesh->mode_step = odd_lines(mesh->n_rows * n[2], 8);
}

static gboolean
shape_is_sound(const PmeShape *shape)
{
  for (int d = 0; d < 3; d++)
    if (shape->n[d] < PME_ROW || shape->n[d] % 4 != 0 || shape->modes[d] < 0 ||
        shape->modes[d] >= shape->n[d] / 2)
      return FALSE;
  return shape->order >= PME_ORDER_MIN && shape->order <= PME_ORDER_MAX;
}

PmeMesh *
pme_mesh_new(const PmeShape *shape)
{
  g_return_val_if_fail(shape_is_sound(shape), NULL);
  PmeMesh *mesh = g_new0(PmeMesh, 1);

  mesh->shape = *shape;
  lay_out(mesh);
  mesh->mode = ALIGNED_NEW0(fftwf_complex, (gsize)shape->n[0] * mesh->mode_step);
  mesh->potential = ALIGNED_NEW0(float, (gsize)shape->n[0] * mesh->grid.plane);
  mesh->influence = ALIGNED_NEW0(float, (gsize)pme_mesh_n_columns(mesh) * shape->n[0] *
                                            mesh->column_step);
  for (int d = 0; d < 3; d++)
    mesh->spline[d] = spline_factors(shape->n[d], shape->order);
  mesh->scratch = g_array_new(FALSE, TRUE, sizeof(Scratch));
  g_array_set_clear_func(mesh->scratch, scratch_clear);
  pme_mesh_reserve(mesh, 1);
  make_plans(mesh);
  return mesh;
}

void
pme_mesh_free(PmeMesh *mesh)
{
  if (!mesh)
    return;
  free_plans(mesh);
  g_array_unref(mesh->scratch);
  aligned_free(mesh->mode);
  aligned_free(mesh->potential);
  aligned_free(mesh->influence);
  for (int d = 0; d < 3; d++)
    g_free(mesh->spline[d]);
  g_free(mesh);
}

const PmeShape *
pme_mesh_shape(const PmeMesh *mesh)
{
  return &mesh->shape;
}

const PmeGrid *
pme_mesh_grid(const PmeMesh *mesh)
{
  return &mesh->grid;
}

const float *
pme_mesh_potential(const PmeMesh *mesh)
{
  return mesh->potential;
}

guint
pme_mesh_n_columns(const PmeMesh *mesh)
{
  return 2 * mesh->n_rows;
}

void
pme_mesh_reserve(PmeMesh *mesh, guint n_workers)
{
  while (mesh->scratch->len < n_workers) {
    Scratch scratch;
    scratch_init(mesh, &scratch);
    g_array_append_val(mesh->scratch, scratch);
  }
}

static int
signed_mode(int index, int n)
{
  return index <= n / 2 ? index : index - n;
}

/* A column is all x of one mode along y and of half of the modes along z. */
static int
column_y(guint column)
{
  return column / 2;
}

static int
column_first(const PmeMesh *mesh, guint column)
{
  return column % 2 ? -mesh->n_modes : 0;
}

static fftwf_complex *
column_modes(PmeMesh *mesh, guint column)
{
  int n2 = mesh->shape.n[2], first = column_first(mesh, column);

  return mesh->mode + (gsize)column_y(column) * n2 + (first + n2) % n2;
}

static float *
column_influence(const PmeMesh *mesh, guint column)
{
  return mesh->influence + (gsize)column * mesh->shape.n[0] * mesh->column_step;
}

/* The part of k that x and y give. */
static Vec3
wave_base(const PmeMesh *mesh, int x, int y)
{
  Vec3 base = vec3_scale(mesh->reciprocal[0], signed_mode(x, mesh->shape.n[0]));

  return vec3_mul_add(base, y, mesh->reciprocal[1]);
}

/* With k = base + m c: e^{−k²/4α²} = e^{−base²/4α²} (e^{−2 base·c/4α²})^m e^{−m²c²/4α²};
 * along[k] is the last factor and what else is not of x and y. */
static void
fill_row(const PmeMesh *mesh, Vec3 base, int first, const double *along, float *row)
{
  Vec3 c = mesh->reciprocal[2];
  double k2_0 = vec3_norm2(base), k2_1 = 2.0 * vec3_dot(base, c), k2_2 = vec3_norm2(c);
  double power = exp(-mesh->quarter * (k2_0 + k2_1 * first));
  double ratio = exp(-mesh->quarter * k2_1);

  for (int k = 0; k < mesh->n_modes; k++, power *= ratio) {
    int m = first + k;
    double k2 = k2_0 + m * (k2_1 + m * k2_2);
    gboolean counts = ABS(m) <= mesh->shape.modes[2] && (k2_0 > 0.0 || m != 0);
    row[k] = counts ? power * along[k] / k2 : 0.0;
  }
}

static void
fill_column(gpointer data, guint column, guint worker)
{
  PmeMesh *mesh = data;
  const int *n = mesh->shape.n;
  int y = column_y(column), first = column_first(mesh, column);
  double c2 = vec3_norm2(mesh->reciprocal[2]);
  g_autofree double *gauss = g_new(double, mesh->n_modes);
  g_autofree double *along = g_new(double, mesh->n_modes);

  for (int k = 0, m = first; k < mesh->n_modes; k++, m++)
    gauss[k] = mesh->factor * mesh->spline[1][y] * mesh->spline[2][(m + n[2]) % n[2]] *
               exp(-mesh->quarter * c2 * m * m);
  for (int x = 0; x < n[0]; x++) {
    if (ABS(signed_mode(x, n[0])) > mesh->shape.modes[0])
      continue;
    for (int k = 0; k < mesh->n_modes; k++)
      along[k] = mesh->spline[0][x] * gauss[k];
    fill_row(mesh, wave_base(mesh, x, y), first, along,
             column_influence(mesh, column) + (gsize)x * mesh->column_step);
  }
}

void
pme_mesh_set_cell(PmeMesh *mesh, const Cell *cell, double alpha, Team *team)
{
  for (int d = 0; d < 3; d++)
    mesh->reciprocal[d] = vec3_scale(cell->inverse[d], 2.0 * G_PI);
  mesh->factor = 4.0 * G_PI * UNITS_COULOMB / cell->volume;
  mesh->quarter = 1.0 / (4.0 * alpha * alpha);
  team_run(team, fill_column, mesh, pme_mesh_n_columns(mesh));
}

float *
pme_mesh_blank_plane(PmeMesh *mesh, guint worker)
{
  float *plane = scratch_of(mesh, worker)->plane;

  memset(plane, 0, mesh->grid.plane * sizeof(float));
  return plane;
}

static void
fold_overhang(const PmeGrid *grid, float *plane)
{
  int n_rows = grid->n[1] + grid->order - 1;

  for (int y = 0; y < n_rows; y++) {
    float *row = plane + (gsize)y * grid->row;
    for (int z = 0; z < PME_ROW; z++)
      row[z] += row[grid->n[2] + z];
  }
  for (int y = grid->n[1]; y < n_rows; y++) {
    const float *from = plane + (gsize)y * grid->row;
    float *to = plane + (gsize)(y - grid->n[1]) * grid->row;
    for (int z = 0; z < grid->n[2]; z++)
      to[z] += from[z];
  }
}

static void
copy_overhang(const PmeGrid *grid, float *plane)
{
  for (int y = 0; y < grid->n[1]; y++) {
    float *row = plane + (gsize)y * grid->row;
    memcpy(row + grid->n[2], row, PME_ROW * sizeof(float));
  }
  memcpy(plane + (gsize)grid->n[1] * grid->row, plane,
         (gsize)(grid->order - 1) * grid->row * sizeof(float));
}

/* Row y of a packed plane, counted from either end. */
static float *
packed_row(const PmeMesh *mesh, const Scratch *scratch, int y)
{
  int n1 = mesh->shape.n[1];

  return (float *)(scratch->packed + (gsize)((y + n1) % n1) * mesh->packed_step);
}

void
pme_mesh_forward(PmeMesh *mesh, const PmeKernel *kernel, guint x, guint worker)
{
  int n2 = mesh->shape.n[2];
  Scratch *scratch = scratch_of(mesh, worker);

  fold_overhang(&mesh->grid, scratch->plane);
  fftwf_execute_dft(mesh->y_forward, (fftwf_complex *)scratch->plane, scratch->packed);
  for (int y = 0; y < mesh->n_rows; y++)
    kernel->separate(packed_row(mesh, scratch, y), packed_row(mesh, scratch, -y), n2 / 2,
                     (float *)(scratch->row + (gsize)y * n2));
  fftwf_execute_dft(mesh->z_forward, scratch->row,
                    mesh->mode + (gsize)x * mesh->mode_step);
}

static void
add_row(const PmeMesh *mesh, Vec3 base, const PmeRowSum *row, PmeSum *sum)
{
  Vec3 c = mesh->reciprocal[2];
  const double b[3] = {base.x, base.y, base.z}, d[3] = {c.x, c.y, c.z};
  const int voigt[6][2] = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};

  sum->energy += 0.5 * row->energy;
  for (int k = 0; k < 6; k++) {
    int i = voigt[k][0], j = voigt[k][1];
    sum->virial[k] += (i == j ? 0.5 * row->energy : 0.0) - row->t0 * b[i] * b[j] -
                      row->t1 * (b[i] * d[j] + d[i] * b[j]) - row->t2 * d[i] * d[j];
  }
}

static void
measure_column(const PmeMesh *mesh, const PmeKernel *kernel, guint column,
               const fftwf_complex *mode, PmeSum *sum)
{
  int y = column_y(column);
  double and_conjugates = y > 0 ? 2.0 : 1.0;
  Vec3 c = mesh->reciprocal[2];

  *sum = (PmeSum){0};
  for (int x = 0; x < mesh->shape.n[0]; x++) {
    gsize at = (gsize)x * mesh->column_step;
    Vec3 base = wave_base(mesh, x, y);
    PmeRowShape shape = {column_first(mesh, column),
                         {vec3_norm2(base), 2.0 * vec3_dot(base, c), vec3_norm2(c)},
                         mesh->quarter};
    PmeRowSum row =
        kernel->measure((const float *)(mode + at), column_influence(mesh, column) + at,
                        mesh->column_step, &shape);
    add_row(mesh, base, &row, sum);
  }
  sum->energy *= and_conjugates;
  for (int k = 0; k < 6; k++)
    sum->virial[k] *= and_conjugates;
}

void
pme_mesh_solve(PmeMesh *mesh, const PmeKernel *kernel, guint column, guint worker,
               PmeSum *sum)
{
  fftwf_complex *own = scratch_of(mesh, worker)->column;
  fftwf_complex *shared = column_modes(mesh, column);

  fftwf_execute_dft(mesh->x_forward, shared, own);
  if (sum)
    measure_column(mesh, kernel, column, own, sum);
  kernel->convolve((float *)own, column_influence(mesh, column),
                   mesh->shape.n[0] * mesh->column_step);
  fftwf_execute_dft(mesh->x_backward, own, shared);
}

void
pme_mesh_backward(PmeMesh *mesh, const PmeKernel *kernel, guint x, guint worker)
{
  int n1 = mesh->shape.n[1], n2 = mesh->shape.n[2];
  Scratch *scratch = scratch_of(mesh, worker);
  fftwf_complex *mode = mesh->mode + (gsize)x * mesh->mode_step;
  float *plane = mesh->potential + (gsize)x * mesh->grid.plane;

  for (int y = 0; y < mesh->n_rows; y++)
    memset(mode + (gsize)y * n2 + mesh->n_modes, 0,
           (n2 - 2 * mesh->n_modes) * sizeof(fftwf_complex));
  fftwf_execute_dft(mesh->z_backward, mode, scratch->row);
  for (int y = 0; y < mesh->n_rows; y++)
    kernel->combine((const float *)(scratch->row + (gsize)y * n2), n2 / 2,
                    packed_row(mesh, scratch, y), packed_row(mesh, scratch, -y));
  memset(packed_row(mesh, scratch, mesh->n_rows), 0,
         (gsize)(n1 - 2 * mesh->n_rows + 1) * mesh->packed_step * sizeof(fftwf_complex));
  fftwf_execute_dft(mesh->y_backward, scratch->packed, (fftwf_complex *)plane);
  copy_overhang(&mesh->grid, plane);
}
