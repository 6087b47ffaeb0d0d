// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "learned-support.h"

#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "md/md.h"

static const double WEIGHT[4] = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
static const double STEP[4] = {-2, -1, 1, 2};

static SpeciesList *
silica_species(void)
{
  SpeciesList *species = species_list_new();

  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  return species;
}

Frame *
random_silica(guint n, double edge, guint seed)
{
  g_autoptr(SpeciesList) species = silica_species();
  g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
  Frame *frame = frame_new(species, n, 0);
  double nearest;

  g_assert_true(cell_init(&frame->cell, vec3(edge, 0, 0), vec3(0.2 * edge, edge, 0),
                          vec3(-0.1 * edge, 0.15 * edge, edge), vec3(0, 0, 0)));
  for (guint i = 0; i < n; i++)
    do {
      Vec3 s = vec3(g_rand_double(rand), g_rand_double(rand), g_rand_double(rand));
      frame->type[i] = i % 3 ? 1 : 0;
      frame->position[i] = cell_to_cartesian(&frame->cell, s);
      nearest = INFINITY;
      for (guint j = 0; j < i; j++) {
        Vec3 d = vec3_sub(frame->position[i], frame->position[j]);
        nearest = fmin(nearest, vec3_norm(cell_minimum_image(&frame->cell, d)));
      }
    } while (nearest < 1.4);
  return frame;
}

ForceField *
bind_model(LearnedModel *model, const Frame *frame)
{
  g_autoptr(GError) error = NULL;
  ForceField *ff = learned_model_bind(model, frame, &error);

  g_assert_no_error(error);
  return ff;
}

Frame *
evaluate_frame(const ForceField *ff, const Frame *frame, const char *kernel,
               guint n_threads)
{
  ForceOptions options = {.kernel = kernel};
  g_autoptr(GError) error = NULL;
  Frame *result = forces_evaluate(frame, ff, &options, n_threads, NULL, &error);

  g_assert_no_error(error);
  return result;
}

static double
energy_of(const ForceField *ff, const Frame *frame)
{
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);

  return result->thermo.potential;
}

double
largest_difference(const Vec3 *a, const Vec3 *b, guint n)
{
  double largest = 0.0;

  for (guint i = 0; i < n; i++)
    largest = fmax(largest, vec3_norm(vec3_sub(a[i], b[i])));
  return largest;
}

double
rms_of(const Vec3 *a, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += vec3_norm2(a[i]);
  return sqrt(sum / n);
}

static double
slope_along(const ForceField *ff, const Frame *frame, const Vec3 *way, double step)
{
  double slope = 0.0;

  for (int k = 0; k < 4; k++) {
    g_autoptr(Frame) moved = frame_copy(frame, 0);
    for (guint i = 0; i < frame->n_atoms; i++)
      moved->position[i] = vec3_mul_add(moved->position[i], STEP[k] * step, way[i]);
    slope += WEIGHT[k] * energy_of(ff, moved) / step;
  }
  return slope;
}

double
gradient_error(const ForceField *ff, const Frame *frame, double step)
{
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
  guint n = frame->n_atoms;
  double size = rms_of(result->force, n) * sqrt(n), worst = 0.0;

  for (guint seed = 0; seed < 6; seed++) {
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autofree Vec3 *way = g_new(Vec3, n);
    double along = 0.0;
    for (guint i = 0; i < n; i++) {
      way[i] = vec3(g_rand_double_range(rand, -1, 1), g_rand_double_range(rand, -1, 1),
                    g_rand_double_range(rand, -1, 1));
      along += vec3_dot(way[i], result->force[i]);
    }
    worst = fmax(worst, fabs(slope_along(ff, frame, way, step) + along) / size);
  }
  return worst;
}

/* Cell and atoms strained by e along (a, b), symmetric. */
static Frame *
strained(const Frame *frame, int a, int b, double e)
{
  Frame *result = frame_copy(frame, 0);
  double m[3][3] = {{0}};
  Vec3 v[3];

  m[a][b] += 0.5 * e;
  m[b][a] += 0.5 * e;
  for (guint i = 0; i < frame->n_atoms + 3; i++) {
    Vec3 *to = i < 3 ? &v[i] : &result->position[i - 3];
    Vec3 r = i < 3 ? frame->cell.vector[i] : frame->position[i - 3];
    *to = vec3(r.x + m[0][0] * r.x + m[0][1] * r.y + m[0][2] * r.z,
               r.y + m[1][0] * r.x + m[1][1] * r.y + m[1][2] * r.z,
               r.z + m[2][0] * r.x + m[2][1] * r.y + m[2][2] * r.z);
  }
  g_assert_true(cell_init(&result->cell, v[0], v[1], v[2], frame->cell.origin));
  return result;
}

double
strain_error(const ForceField *ff, const Frame *frame, double step)
{
  static const int axes[6][2] = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
  const double h = 0.1 * step;
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
  double size = 0.0, worst = 0.0;

  for (int k = 0; k < 6; k++)
    size += fabs(result->thermo.virial[k]);
  for (int k = 0; k < 6; k++) {
    double slope = 0.0;
    for (int s = 0; s < 4; s++) {
      g_autoptr(Frame) other = strained(frame, axes[k][0], axes[k][1], STEP[s] * h);
      slope += WEIGHT[s] * energy_of(ff, other) / h;
    }
    worst = fmax(worst, fabs(slope + result->thermo.virial[k]) / size);
  }
  return worst;
}

Vec3
turned(Vec3 r)
{
  const double c = cos(0.7), s = sin(0.7);
  Vec3 t = vec3(c * r.x - s * r.y, s * r.x + c * r.y, r.z);

  return vec3(t.x, c * t.y - s * t.z, s * t.y + c * t.z);
}

Frame *
turned_frame(const Frame *frame)
{
  Frame *other = frame_copy(frame, 0);
  const Vec3 *v = frame->cell.vector;

  g_assert_true(
      cell_init(&other->cell, turned(v[0]), turned(v[1]), turned(v[2]), vec3(0, 0, 0)));
  for (guint i = 0; i < other->n_atoms; i++)
    other->position[i] = turned(other->position[i]);
  return other;
}

Frame *
renamed_frame(const Frame *frame)
{
  Frame *other = frame_copy(frame, 0);
  guint n = frame->n_atoms;

  for (guint i = 0; i < n; i++) {
    Vec3 r = vec3_add(frame->position[n - 1 - i], vec3(1.3, -2.1, 0.4));
    other->type[i] = frame->type[n - 1 - i];
    other->position[i] = vec3_add(r, vec3_scale(other->cell.vector[i % 3], i % 5));
  }
  return other;
}

Frame *
lonely_pair(double distance)
{
  g_autoptr(SpeciesList) species = silica_species();
  Frame *frame = frame_new(species, 2, 0);

  frame->cell = cell_cubic(40.0);
  frame->type[1] = 1;
  frame->position[0] = vec3(10.0, 11.0, 12.0);
  frame->position[1] = vec3(10.0 + 0.6 * distance, 11.0, 12.0 - 0.8 * distance);
  return frame;
}

LearnedModel *
open_model_bytes(const void *data, gsize size, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("vitrine-XXXXXX", &path, NULL);

  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(path, data, size, NULL));
  LearnedModel *model = learned_model_open(path, error);
  g_unlink(path);
  return model;
}

guint64
hash_after_steps(const Frame *frame, const ForceField *ff, guint n_threads)
{
  g_autoptr(GError) error = NULL;
  MdOptions options;
  MdFault fault;

  md_options_init(&options);
  options.n_threads = n_threads;
  options.temperature = 300.0;
  options.dt = 2e-4;
  g_autoptr(Md) md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  for (int k = 0; k < 30; k++)
    g_assert_true(md_step(md, FALSE, &fault));
  return md_hash(md);
}

/* --- what every kind must hold to --- */

typedef struct {
  Frame *frame;
  ForceField *ff;
} Property;

static void
set_up(Property *p, gconstpointer data)
{
  g_autoptr(LearnedModel) model = ((const PropertyCase *)data)->make();

  p->frame = random_silica(24, 7.0, 3);
  p->ff = bind_model(model, p->frame);
}

static void
tear_down(Property *p, gconstpointer data)
{
  frame_unref(p->frame);
  force_field_free(p->ff);
}

/* Small steps: the envelope's second derivative may jump at the cut-off. */
static void
forces_are_derivatives(Property *p, gconstpointer data)
{
  const PropertyCase *what = data;

  g_assert_cmpfloat(gradient_error(p->ff, p->frame, what->step), <, what->derivative);
  g_assert_cmpfloat(strain_error(p->ff, p->frame, what->step), <, what->derivative);
}

static void
a_rotation_turns_forces(Property *p, gconstpointer data)
{
  const double bound = ((const PropertyCase *)data)->symmetry;
  g_autoptr(Frame) other = turned_frame(p->frame);
  g_autoptr(Frame) a = evaluate_frame(p->ff, p->frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(p->ff, other, NULL, 1);

  for (guint i = 0; i < other->n_atoms; i++)
    a->force[i] = turned(a->force[i]);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, bound);
  g_assert_cmpfloat(largest_difference(a->force, b->force, other->n_atoms), <, bound);
}

static void
names_do_not_matter(Property *p, gconstpointer data)
{
  const double bound = ((const PropertyCase *)data)->symmetry;
  g_autoptr(Frame) other = renamed_frame(p->frame);
  g_autoptr(Frame) a = evaluate_frame(p->ff, p->frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(p->ff, other, NULL, 1);
  guint n = other->n_atoms;

  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, bound);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(a->force[i], b->force[n - 1 - i])), <, bound);
}

static void
threads_do_not_matter(Property *p, gconstpointer data)
{
  static const guint threads[] = {2, 3, 8};
  g_autoptr(Frame) frame = random_silica(150, 12.0, 3);
  g_autoptr(LearnedModel) model = ((const PropertyCase *)data)->make();
  g_autoptr(ForceField) ff = bind_model(model, frame);
  guint64 hash = hash_after_steps(frame, ff, 1);

  for (guint k = 0; k < G_N_ELEMENTS(threads); k++)
    g_assert_cmphex(hash_after_steps(frame, ff, threads[k]), ==, hash);
}

void
add_property_tests(const PropertyCase *what)
{
  static const struct {
    const char *sentence;
    void (*test)(Property *p, gconstpointer data);
  } tests[] = {
      {"forces and virial are derivatives of the energy", forces_are_derivatives},
      {"a rotation turns forces and keeps the energy", a_rotation_turns_forces},
      {"names and places of atoms do not matter", names_do_not_matter},
      {"any number of threads gives the same bits", threads_do_not_matter},
  };

  for (guint k = 0; k < G_N_ELEMENTS(tests); k++) {
    g_autofree char *path = g_strdup_printf("/%s/%s", what->name, tests[k].sentence);
    g_test_add(path, Property, what, set_up, tests[k].test, tear_down);
  }
}
