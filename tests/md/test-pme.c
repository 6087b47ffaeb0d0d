// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>

#include "base/units.h"
#include "md-support.h"
#include "md/forces.h"
#include "md/kernel/cluster-kernel.h"
#include "md/kernel/pme-kernel.h"
#include "md/md.h"
#include "md/pme-provider.h"
#include "potential/ewald.h"
#include "potential/potential-set.h"
#include "reference-file.h"

typedef struct {
  const char *file, *set;
} Known;

static const Known known[] = {
    {"quartz_cell__pedone_ewald", "pedone2006"},
    {"close_pairs__teter_ewald", "teter-du"},
    {"lbs206020_glass300__teter_ewald", "teter-du"},
    {"quartz_skewed__bks_ewald", "bks"},
};
static const Known *const skewed = &known[3], *const glass = &known[2];

static ForceField *
mesh_field(const Known *k, Frame *frame, double alpha)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_new();

  g_clear_pointer(&scene->potential, g_free);
  scene->potential = g_strdup(k->set);
  scene->coulomb = g_strdup("pme");
  scene->start = frame_ref(frame);
  if (alpha > 0.0)
    scene->alpha = alpha;
  ForceField *ff = potential_for_scene(scene, &error);
  g_assert_no_error(error);
  return ff;
}

/* What one provider says of one structure. */
typedef struct {
  ForceOutput out;
  guint n;
} Answer;

static void
answer_clear(Answer *answer)
{
  g_clear_pointer(&answer->out.force, g_free);
  g_clear_pointer(&answer->out.atom_energy, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

static Answer
ask(ForceProvider *provider, const Frame *frame, guint n_threads)
{
  g_autoptr(Team) team = team_new(n_threads);
  guint n = frame->n_atoms;
  ForceInput in = {n, frame->type, frame->position, frame->cell, team, NULL};
  Answer answer = {{.force = g_new0(Vec3, n), .atom_energy = g_new0(double, n)}, n};

  provider->klass->compute(provider, &in, FORCE_ENERGY | FORCE_VIRIAL | FORCE_ATOM_ENERGY,
                           &answer.out);
  return answer;
}

static Answer
ask_mesh(const ForceField *ff, const Frame *frame, PmeSettings settings,
         const char *kernel)
{
  g_autoptr(ForceProvider) provider = pme_provider_new(ff, kernel);

  pme_provider_set_settings(provider, &settings);
  return ask(provider, frame, 2);
}

static Answer
ask_sum(const ForceField *ff, const Frame *frame)
{
  Answer answer = {{.force = g_new0(Vec3, frame->n_atoms)}, frame->n_atoms};
  EwaldSum sum = ewald_reciprocal(ff, &frame->cell, frame->n_atoms, frame->type,
                                  frame->position, answer.out.force);

  answer.out.energy_reciprocal = sum.energy + sum.background;
  memcpy(answer.out.virial, sum.virial, sizeof sum.virial);
  return answer;
}

static double
energy_error(const Answer *mesh, const Answer *sum)
{
  return fabs(mesh->out.energy_reciprocal - sum->out.energy_reciprocal) / sum->n;
}

/* Rms error over the rms of whole forces, short range and all. */
static double
force_error(const Answer *mesh, const Answer *sum, const Frame *frame)
{
  double own = 0.0, whole = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++) {
    own += vec3_norm2(sum->out.force[i]);
    whole += vec3_norm2(frame->force[i]);
  }
  return relative_rms(sum->out.force, mesh->out.force, sum->n) * sqrt(own / whole);
}

static double
largest_difference(const double a[6], const double b[6])
{
  double largest = 0.0;

  for (int k = 0; k < 6; k++)
    largest = MAX(largest, fabs(a[k] - b[k]));
  return largest;
}

static void
compare_known(const Known *k, double alpha, double energy, double rms, double pressure,
              int n_paths)
{
  g_autoptr(ReferenceFile) file = reference_file_read(k->file);
  g_autoptr(ForceField) ff = mesh_field(k, file->frame, alpha);
  guint n = file->frame->n_atoms;

  for (int path = 0; path < n_paths; path++) {
    g_autoptr(GError) error = NULL;
    ForceOptions options = {.double_precision = path == 0};
    g_autoptr(Frame) result = forces_evaluate(file->frame, ff, &options, 2, NULL, &error);
    g_assert_no_error(error);
    double off = relative_rms(file->frame->force, result->force, n);
    g_test_message("%s: %.1e of the rms force, %.1e eV/atom", k->file, off,
                   (result->thermo.potential - reference_file_number(file, "energy")) /
                       n);
    g_assert_cmpfloat(off, <, rms);
    g_assert_cmpfloat_with_epsilon(result->thermo.potential / n,
                                   reference_file_number(file, "energy") / n, energy);
    g_assert_cmpfloat_with_epsilon(result->thermo.pressure * UNITS_GPA,
                                   reference_file_number(file, "pressure_GPa"), pressure);
  }
}

static void
compare_known_as_set(gconstpointer data)
{
  compare_known(data, 0.0, 2e-5, 1e-4, 5e-3, 2);
}

/* α 0.5 Å⁻¹ at 8 Å: real space ends at 1e-7, and the mesh follows. Pairs in double
 * precision, whose own error is far below that; in mixed precision it may reach that of
 * the kernels. */
static void
compare_known_tightened(gconstpointer data)
{
  compare_known(data, 0.5, 2e-6, 5e-6, 2e-4, 1);
  compare_known(data, 0.5, 1e-5, 5e-5, 1e-3, 2);
}

/* Each halving of the spacing divides the error of the forces by two to the order; half
 * of that is allowed to be missing. Energy and virial have errors of either sign, which
 * may by chance be small on the coarse mesh. */
static void
finer_meshes_approach_the_sum(gconstpointer data)
{
  const Known *k = data;
  g_autoptr(ReferenceFile) file = reference_file_read(k->file);
  g_autoptr(ForceField) ff = mesh_field(k, file->frame, 0.35);
  g_auto(Answer) sum = ask_sum(ff, file->frame);
  double edge = vec3_norm(file->frame->cell.vector[2]);

  for (int order = 4; order <= 6; order++) {
    g_auto(Answer) coarse =
        ask_mesh(ff, file->frame, (PmeSettings){order, edge / 15.9}, NULL);
    g_auto(Answer) fine =
        ask_mesh(ff, file->frame, (PmeSettings){order, edge / 31.9}, NULL);
    double gain = 0.5 * pow(2.0, order);
    double f[2] = {force_error(&coarse, &sum, file->frame),
                   force_error(&fine, &sum, file->frame)};
    double w[2] = {largest_difference(sum.out.virial, coarse.out.virial),
                   largest_difference(sum.out.virial, fine.out.virial)};
    g_test_message("order %d: forces %.1e %.1e, energy %.1e %.1e eV/atom, virial %.1e "
                   "%.1e eV",
                   order, f[0], f[1], energy_error(&coarse, &sum),
                   energy_error(&fine, &sum), w[0], w[1]);
    g_assert_cmpfloat(f[0] / f[1], >, gain);
    g_assert_cmpfloat(energy_error(&coarse, &sum) / energy_error(&fine, &sum), >, 4.0);
    g_assert_cmpfloat(w[0] / w[1], >, 4.0);
  }
}

static void
every_order_and_kernel_agrees_with_the_sum(void)
{
  const double bound[] = {[4] = 6e-4, [5] = 1.5e-4, [6] = 3e-5, [7] = 1e-5, [8] = 5e-6};
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  g_autoptr(ForceField) ff = mesh_field(skewed, file->frame, 0.4);
  g_auto(Answer) sum = ask_sum(ff, file->frame);

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (int order = PME_ORDER_MIN; order <= PME_ORDER_MAX; order++) {
      g_auto(Answer) mesh =
          ask_mesh(ff, file->frame, (PmeSettings){order, 0.8}, (*k)->name);
      double off = force_error(&mesh, &sum, file->frame);
      g_test_message("%s, order %d: %.1e", (*k)->name, order, off);
      g_assert_cmpfloat(off, <, bound[order]);
    }
}

/* −dE/dx of atom i along d, or of all atoms together when i is n_atoms. */
static double
force_by_difference(const ForceField *ff, Frame *frame, PmeSettings settings, guint i,
                    int d)
{
  const double h = 0.02;
  guint first = i < frame->n_atoms ? i : 0;
  guint end = i < frame->n_atoms ? i + 1 : frame->n_atoms;
  double e[2];

  for (int side = 0; side < 2; side++) {
    g_autoptr(Frame) moved = frame_copy(frame, 0);
    for (guint k = first; k < end; k++)
      (&moved->position[k].x)[d] += side ? h : -h;
    g_auto(Answer) there = ask_mesh(ff, moved, settings, NULL);
    e[side] = there.out.energy_reciprocal;
  }
  return (e[0] - e[1]) / (2.0 * h);
}

/* The mesh is so coarse that its forces are off those of the sum: what is compared is the
 * derivative of its own energy. What pushes the whole is taken back by mass. */
static void
forces_are_the_derivative_of_the_energy(void)
{
  const PmeSettings coarse = {5, 1.6};
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  Frame *frame = file->frame;
  g_autoptr(ForceField) ff = mesh_field(skewed, frame, 0.5);
  g_auto(Answer) here = ask_mesh(ff, frame, coarse, NULL);
  g_auto(Answer) sum = ask_sum(ff, frame);
  double push[3], mass = 0.0, size = 0.0, off = 0.0;

  g_assert_cmpfloat(relative_rms(sum.out.force, here.out.force, here.n), >, 1e-2);
  for (guint i = 0; i < frame->n_atoms; i++)
    mass += frame->species->element[frame->type[i]]->mass;
  for (int d = 0; d < 3; d++)
    push[d] = force_by_difference(ff, frame, coarse, frame->n_atoms, d);
  for (guint i = 0; i < frame->n_atoms; i += 17)
    for (int d = 0; d < 3; d++) {
      double share = frame->species->element[frame->type[i]]->mass / mass;
      double want = force_by_difference(ff, frame, coarse, i, d) - share * push[d];
      double have = (&here.out.force[i].x)[d];
      size += have * have;
      off += (want - have) * (want - have);
    }
  g_test_message("%.1e of the rms force, push %.1e %.1e %.1e eV/A", sqrt(off / size),
                 push[0], push[1], push[2]);
  g_assert_cmpfloat(sqrt(off / size), <, 1e-3);
}

static double
strained_energy(const ForceField *ff, const Frame *frame, PmeSettings settings,
                const double strain[3][3])
{
  g_autoptr(Frame) bent = frame_copy(frame, 0);
  Vec3 *all[] = {bent->position, bent->cell.vector};
  const guint n_of[] = {bent->n_atoms, 3};

  for (int k = 0; k < 2; k++)
    for (guint i = 0; i < n_of[k]; i++) {
      Vec3 r = all[k][i];
      const double v[3] = {r.x, r.y, r.z};
      double *to = &all[k][i].x;
      for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
          to[a] += strain[a][b] * v[b];
    }
  const Vec3 *v = bent->cell.vector;
  g_assert_true(cell_init(&bent->cell, v[0], v[1], v[2], vec3(0, 0, 0)));
  PmeShape before = pme_shape_choose(ff, &frame->cell, &settings),
           after = pme_shape_choose(ff, &bent->cell, &settings);
  g_assert_cmpmem(before.n, sizeof before.n, after.n, sizeof after.n);
  g_auto(Answer) answer = ask_mesh(ff, bent, settings, NULL);
  return answer.out.energy_reciprocal;
}

/* Of a charged cell, with its background. */
static void
virial_is_the_derivative_of_the_energy(void)
{
  const double h = 2e-3;
  const int voigt[6][2] = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
  const PmeSettings coarse = {6, 1.45};
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  g_autoptr(ForceField) ff = mesh_field(skewed, file->frame, 0.35);

  ff->charge[0] += 0.2;
  file->frame->cell.origin = vec3(0, 0, 0);
  g_auto(Answer) here = ask_mesh(ff, file->frame, coarse, NULL);
  double size = 0.0;
  for (int k = 0; k < 6; k++)
    size = MAX(size, fabs(here.out.virial[k]));
  for (int k = 0; k < 6; k++) {
    double e[2];
    for (int side = 0; side < 2; side++) {
      double strain[3][3] = {0};
      strain[voigt[k][0]][voigt[k][1]] = side ? h : -h;
      e[side] = strained_energy(ff, file->frame, coarse, strain);
    }
    g_assert_cmpfloat_with_epsilon((e[0] - e[1]) / (2.0 * h), here.out.virial[k],
                                   2e-4 * size);
  }
}

static void
a_charged_cell_has_its_background(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  g_autoptr(ForceField) ff = mesh_field(glass, file->frame, 0.4);
  guint count[SPECIES_MAX] = {0};

  ff->charge[0] += 0.3;
  for (guint i = 0; i < file->frame->n_atoms; i++)
    count[file->frame->type[i]]++;
  g_assert_cmpfloat(fabs(force_field_total_charge(ff, count)), >, 10.0);
  g_auto(Answer) sum = ask_sum(ff, file->frame);
  g_auto(Answer) mesh = ask_mesh(ff, file->frame, (PmeSettings){8, 0.6}, NULL);
  g_assert_cmpfloat(energy_error(&mesh, &sum), <, 2e-6);
  g_assert_cmpfloat(relative_rms(sum.out.force, mesh.out.force, sum.n), <, 5e-6);
  g_assert_cmpfloat(largest_difference(sum.out.virial, mesh.out.virial), <, 2e-3);
}

static void
energies_per_atom_add_up(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  g_autoptr(ForceField) ff = mesh_field(glass, file->frame, 0.0);
  double sum = 0.0;

  ff->charge[0] += 0.1;
  g_auto(Answer) mesh = ask_mesh(ff, file->frame, (PmeSettings){0}, NULL);
  for (guint i = 0; i < mesh.n; i++)
    sum += mesh.out.atom_energy[i];
  g_assert_cmpfloat_with_epsilon(sum, mesh.out.energy_reciprocal,
                                 1e-6 * fabs(mesh.out.energy_reciprocal));
}

static void
forces_add_up_to_zero(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  g_autoptr(ForceField) ff = mesh_field(glass, file->frame, 0.0);
  g_auto(Answer) mesh = ask_mesh(ff, file->frame, (PmeSettings){4, 1.6}, NULL);
  Vec3 sum = {0};

  for (guint i = 0; i < mesh.n; i++)
    sum = vec3_add(sum, mesh.out.force[i]);
  g_assert_cmpfloat(vec3_norm(sum), <, 1e-10);
}

static void
atoms_may_stand_outside_the_cell(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  Frame *frame = file->frame;
  g_autoptr(ForceField) ff = mesh_field(skewed, frame, 0.0);
  g_auto(Answer) inside = ask_mesh(ff, frame, (PmeSettings){0}, NULL);

  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] = vec3_mul_add(frame->position[i], (double)(i % 7) - 3.0,
                                      frame->cell.vector[i % 3]);
  g_auto(Answer) outside = ask_mesh(ff, frame, (PmeSettings){0}, NULL);
  g_assert_cmpfloat(relative_rms(inside.out.force, outside.out.force, inside.n), <, 2e-6);
  g_assert_cmpfloat(energy_error(&outside, &inside), <, 1e-6);
}

/* Positions on mesh planes, on the upper face and just below zero. */
static void
atoms_on_the_faces_are_counted_once(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  Frame *frame = file->frame;
  g_autoptr(ForceField) ff = mesh_field(skewed, frame, 0.4);
  const double edge[] = {0.0, 1.0, -1e-18, -1e-9, 0.5, 1.0 - 1e-16};

  for (guint i = 0; i < G_N_ELEMENTS(edge); i++) {
    Vec3 s = cell_to_fractional(&frame->cell, frame->position[i]);
    double *along = &s.x;
    along[i % 3] = edge[i];
    frame->position[i] = cell_to_cartesian(&frame->cell, s);
  }
  g_auto(Answer) sum = ask_sum(ff, frame);
  g_auto(Answer) mesh = ask_mesh(ff, frame, (PmeSettings){7, 0.6}, NULL);
  g_assert_cmpfloat(relative_rms(sum.out.force, mesh.out.force, sum.n), <, 1e-5);
  g_assert_cmpfloat(energy_error(&mesh, &sum), <, 2e-6);
}

static void
lost_atoms_are_not_hidden(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  g_autoptr(ForceField) ff = mesh_field(glass, file->frame, 0.0);

  file->frame->position[7].y = NAN;
  file->frame->position[9].x = INFINITY;
  g_auto(Answer) mesh = ask_mesh(ff, file->frame, (PmeSettings){0}, NULL);
  g_assert_false(isfinite(mesh.out.energy_reciprocal));
  g_assert_false(isfinite(mesh.out.force[9].x));
}

static void
same_bits_for_any_number_of_threads(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 5);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  const guint counts[] = {2, 3, 8};

  ff->coulomb = COULOMB_PME;
  ff->alpha = 0.0;
  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++) {
    g_autoptr(ForceProvider) provider = pme_provider_new(ff, (*k)->name);
    g_auto(Answer) one = ask(provider, frame, 1);
    for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
      g_auto(Answer) many = ask(provider, frame, counts[c]);
      g_assert_cmpmem(one.out.force, one.n * sizeof(Vec3), many.out.force,
                      many.n * sizeof(Vec3));
      g_assert_cmpmem(one.out.virial, sizeof one.out.virial, many.out.virial,
                      sizeof many.out.virial);
      g_assert_true(one.out.energy_reciprocal == many.out.energy_reciprocal);
    }
  }
}

/* Charges, then the splitting, then back: as if made anew. */
static void
steered_parameters_take_effect(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  g_autoptr(ForceField) before = mesh_field(glass, file->frame, 0.4);
  g_autoptr(ForceProvider) provider = pme_provider_new(before, NULL);

  for (int k = 0; k < 3; k++) {
    g_autoptr(ForceField) after = mesh_field(glass, file->frame, k == 1 ? 0.45 : 0.4);
    after->charge[0] *= k == 0 ? 0.9 : 1.0;
    g_autoptr(ForceProvider) fresh = pme_provider_new(after, NULL);
    g_auto(Answer) old = ask(provider, file->frame, 1);
    pme_provider_set(provider, after);
    g_auto(Answer) have = ask(provider, file->frame, 1);
    g_auto(Answer) want = ask(fresh, file->frame, 1);
    g_assert_cmpmem(want.out.force, want.n * sizeof(Vec3), have.out.force,
                    have.n * sizeof(Vec3));
    g_assert_true(want.out.energy_reciprocal == have.out.energy_reciprocal);
    g_assert_true(old.out.energy_reciprocal != have.out.energy_reciprocal);
  }
}

/* The same provider meets a cell that grows, shrinks and bends. */
static void
a_changed_cell_takes_effect(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read(skewed->file);
  Frame *frame = file->frame;
  g_autoptr(ForceField) ff = mesh_field(skewed, frame, 0.0);
  g_autoptr(ForceProvider) provider = pme_provider_new(ff, NULL);
  const double scale[] = {1.0, 1.001, 1.5, 0.9};

  for (guint k = 0; k < G_N_ELEMENTS(scale); k++) {
    g_autoptr(Frame) changed = frame_copy(frame, 0);
    g_autoptr(ForceProvider) fresh = pme_provider_new(ff, NULL);
    changed->cell = cell_scaled(&frame->cell, scale[k]);
    g_auto(Answer) have = ask(provider, changed, 2);
    g_auto(Answer) want = ask(fresh, changed, 2);
    g_assert_cmpmem(want.out.force, want.n * sizeof(Vec3), have.out.force,
                    have.n * sizeof(Vec3));
    g_assert_true(want.out.energy_reciprocal == have.out.energy_reciprocal);
  }
}

static void
the_scheme_may_be_steered(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ReferenceFile) file = reference_file_read(glass->file);
  Frame *frame = file->frame;
  g_autoptr(ForceField) mesh = mesh_field(glass, frame, 0.45);
  g_autoptr(ForceField) sum = force_field_copy(mesh);
  g_autoptr(Team) team = team_new(1);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  ForceOptions options = {.double_precision = TRUE};

  sum->coulomb = COULOMB_EWALD;
  g_autoptr(Forces) forces = forces_new(sum, frame->n_atoms, &options, &error);
  g_assert_no_error(error);
  double want = force_output_energy(forces_compute(forces, &in, FORCE_ENERGY));
  for (int k = 0; k < 4; k++) {
    forces_set_force_field(forces, k % 2 ? sum : mesh);
    double have = force_output_energy(forces_compute(forces, &in, FORCE_ENERGY));
    g_assert_cmpfloat_with_epsilon(have, want, k % 2 ? 1e-9 : 2e-6 * frame->n_atoms);
  }
}

static Md *
start_with_mesh(guint n_threads)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  MdOptions options;

  ff->coulomb = COULOMB_PME;
  ff->alpha = 0.0;
  ff->sr_shift = SR_SHIFT_FORCE;
  md_options_init(&options);
  options.ensemble = ENSEMBLE_NVE;
  options.temperature = 1500.0;
  options.n_threads = n_threads;
  Md *md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  return md;
}

static void
advance(Md *md, guint n)
{
  MdFault fault;

  for (guint k = 0; k < n; k++)
    g_assert_true(md_step(md, k + 1 == n, &fault));
}

static double
conserved(Md *md)
{
  Thermo thermo;

  md_thermo(md, &thermo);
  return thermo.conserved;
}

static void
trajectory_does_not_depend_on_the_number_of_threads(void)
{
  const guint counts[] = {2, 3, 8};
  g_autoptr(Md) one = start_with_mesh(1);

  advance(one, 40);
  for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
    g_autoptr(Md) many = start_with_mesh(counts[c]);
    advance(many, 40);
    g_assert_cmphex(md_hash(one), ==, md_hash(many));
  }
}

static void
nve_energy_and_momentum_are_kept(void)
{
  g_autoptr(Md) md = start_with_mesh(2);

  advance(md, 200);
  double before = conserved(md);
  advance(md, 600);
  g_autoptr(Frame) end = md_frame(md, FRAME_VELOCITY);
  Vec3 total = {0};
  double size = 0.0;
  for (guint i = 0; i < end->n_atoms; i++) {
    double mass = end->species->element[end->type[i]]->mass;
    total = vec3_mul_add(total, mass, end->velocity[i]);
    size += mass * vec3_norm(end->velocity[i]);
  }
  g_test_message("drift %.1e eV/atom, momentum %.1e",
                 (conserved(md) - before) / end->n_atoms, vec3_norm(total) / size);
  g_assert_cmpfloat(fabs(conserved(md) - before) / end->n_atoms, <, 1e-4);
  g_assert_cmpfloat(vec3_norm(total) / size, <, 1e-6);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *set = g_strconcat("/pme/known forces of ", known[i].file, NULL);
    g_autofree char *tight = g_strconcat("/pme/tightened, ", known[i].file, NULL);
    g_test_add_data_func(set, &known[i], compare_known_as_set);
    g_test_add_data_func(tight, &known[i], compare_known_tightened);
  }
  g_test_add_data_func("/pme/finer meshes approach the sum", glass,
                       finer_meshes_approach_the_sum);
  g_test_add_data_func("/pme/finer meshes approach the sum in a skewed cell", skewed,
                       finer_meshes_approach_the_sum);
  g_test_add_func("/pme/every order and kernel agrees with the sum",
                  every_order_and_kernel_agrees_with_the_sum);
  g_test_add_func("/pme/forces are the derivative of the energy",
                  forces_are_the_derivative_of_the_energy);
  g_test_add_func("/pme/virial is the derivative of the energy",
                  virial_is_the_derivative_of_the_energy);
  g_test_add_func("/pme/a charged cell has its background",
                  a_charged_cell_has_its_background);
  g_test_add_func("/pme/energies per atom add up", energies_per_atom_add_up);
  g_test_add_func("/pme/forces add up to zero", forces_add_up_to_zero);
  g_test_add_func("/pme/atoms may stand outside the cell",
                  atoms_may_stand_outside_the_cell);
  g_test_add_func("/pme/atoms on the faces are counted once",
                  atoms_on_the_faces_are_counted_once);
  g_test_add_func("/pme/lost atoms are not hidden", lost_atoms_are_not_hidden);
  g_test_add_func("/pme/same bits for any number of threads",
                  same_bits_for_any_number_of_threads);
  g_test_add_func("/pme/steered parameters take effect", steered_parameters_take_effect);
  g_test_add_func("/pme/a changed cell takes effect", a_changed_cell_takes_effect);
  g_test_add_func("/pme/the scheme may be steered", the_scheme_may_be_steered);
  g_test_add_func("/pme/trajectory does not depend on the number of threads",
                  trajectory_does_not_depend_on_the_number_of_threads);
  g_test_add_func("/pme/NVE energy and momentum are kept",
                  nve_energy_and_momentum_are_kept);
  return g_test_run();
}
