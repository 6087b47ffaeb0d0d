// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition-start.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "base/units.h"
#include "model/tetrahedra.h"

#define SIZE_TOLERANCE 0.05 /* of the number of atoms asked for */
#define WHOLE          0.02 /* how far numbers per unit may be rounded */
#define WALL           6.0  /* Å of glass that must stand between a pore and its image */
#define COPIES_MAX     40

/* A mix as what belongs to one tetrahedron. */
typedef struct {
  guint n;
  const Element *element[SPECIES_MAX]; /* as in AtomCounts */
  double per_unit[SPECIES_MAX];        /* ions, corners; 1 for the centre */
  int centre, corner;                  /* corner: the most frequent kind */
} UnitMix;

typedef struct {
  UnitMix mix;
  guint n_units, n_removed;
  guint copies[3]; /* of the crystal's cell */
  Cell cell;
} UnitPlan;

static const char *const kind_names[] = {"random", "units", "crystal"};

static gboolean
refuse(GError **error, const char *why)
{
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, why);
  return FALSE;
}

static int
add_element(UnitMix *units, const Element *element, double amount)
{
  guint t = 0;

  while (t < units->n && units->element[t] != element)
    t++;
  if (t == units->n)
    units->element[units->n++] = element;
  units->per_unit[t] += amount;
  return (int)t;
}

static gboolean
find_roles(UnitMix *units)
{
  double corners = 0.0;

  for (guint t = 0; t < units->n; t++) {
    SpeciesRole role = units->element[t]->role;
    if (role == SPECIES_FORMER && units->centre >= 0)
      return FALSE;
    if (role == SPECIES_FORMER)
      units->centre = (int)t;
    if (role != SPECIES_ANION)
      continue;
    corners += units->per_unit[t];
    if (units->corner < 0 || units->per_unit[t] > units->per_unit[units->corner])
      units->corner = (int)t;
  }
  return units->centre >= 0 &&
         fabs(corners / units->per_unit[units->centre] - 4.0) < WHOLE;
}

static gboolean
divide_into_units(UnitMix *units, const Composition *mix, GError **error)
{
  *units = (UnitMix){.centre = -1, .corner = -1};
  for (guint i = 0; i < mix->n; i++)
    add_element(units, mix->part[i].cation,
                mix->part[i].fraction * mix->part[i].n_cation);
  for (guint i = 0; i < mix->n; i++)
    add_element(units, mix->part[i].anion, mix->part[i].fraction * mix->part[i].n_anion);
  if (!find_roles(units))
    return refuse(error,
                  _("a start from units or a crystal needs one network former with "
                    "four anions each, as in 75Na2S-25P2S5"));
  double centres = units->per_unit[units->centre];
  for (guint t = 0; t < units->n; t++)
    units->per_unit[t] /= centres;
  return TRUE;
}

static gboolean
is_ion(const UnitMix *units, guint t)
{
  return (int)t != units->centre && units->element[t]->role != SPECIES_ANION;
}

/* Whether n units have whole numbers of every ion. */
static gboolean
is_whole(const UnitMix *units, guint n)
{
  for (guint t = 0; t < units->n; t++) {
    double ions = n * units->per_unit[t];
    if (is_ion(units, t) && fabs(ions - round(ions)) > WHOLE)
      return FALSE;
  }
  return TRUE;
}

/* The number nearest to wish, from least on, for which is_whole; 0 when far. */
static guint
nearest_whole(const UnitMix *units, double wish, guint least, double tolerance)
{
  for (guint step = 0; step <= 2 * tolerance + 2; step++) {
    double n = round(wish) + (step % 2 ? 1.0 : -1.0) * (step / 2 + step % 2);
    if (n >= least && fabs(n - wish) <= tolerance + 0.5 && is_whole(units, (guint)n))
      return (guint)n;
  }
  return 0;
}

static double
atoms_per_unit(const UnitMix *units)
{
  double atoms = 0.0;

  for (guint t = 0; t < units->n; t++)
    atoms += units->per_unit[t];
  return atoms;
}

/* Corners of kind t among those of n units; the most frequent kind takes the rest. */
static guint
count_corners(const UnitMix *units, guint t, guint n)
{
  guint others = 0;

  if ((int)t != units->corner)
    return (guint)lround(n * units->per_unit[t]);
  for (guint k = 0; k < units->n; k++)
    if (units->element[k]->role == SPECIES_ANION && (int)k != units->corner)
      others += (guint)lround(n * units->per_unit[k]);
  return 4 * n - others;
}

static void
count_atoms(const UnitMix *units, guint n, AtomCounts *counts)
{
  *counts = (AtomCounts){.n = units->n};
  for (guint t = 0; t < units->n; t++) {
    counts->element[t] = units->element[t];
    counts->count[t] = units->element[t]->role == SPECIES_ANION
                           ? count_corners(units, t, n)
                           : (guint)lround(n * units->per_unit[t]);
    counts->n_atoms += counts->count[t];
  }
}

static gboolean
plan_units(UnitPlan *plan, const StartWish *wish, GError **error)
{
  double n = wish->n_atoms / atoms_per_unit(&plan->mix);
  AtomCounts counts;

  plan->n_units = nearest_whole(&plan->mix, n, 1, SIZE_TOLERANCE * n);
  if (plan->n_units == 0)
    return refuse(error, _("no whole units give this mix with so few atoms: take more"));
  if (!(wish->density > 0.0) || !isfinite(wish->density))
    return refuse(error, _("impossible density"));
  count_atoms(&plan->mix, plan->n_units, &counts);
  plan->cell = cell_cubic(cbrt(atom_counts_mass(&counts) * UNITS_G_CM3 / wish->density));
  return TRUE;
}

static guint
count_in(const Frame *frame, const Element *element)
{
  int type = species_list_find(frame->species, element->symbol);

  return type < 0 ? 0 : frame_count_type(frame, (guint)type);
}

/* Whether the cell has the units of the mix, all corners alike. */
static gboolean
crystal_fits(const UnitMix *units, const Frame *crystal)
{
  guint n = count_in(crystal, units->element[units->centre]), atoms = 5 * n;

  if (count_in(crystal, units->element[units->corner]) != 4 * n)
    return FALSE;
  for (guint t = 0; t < units->n; t++) {
    if (!is_ion(units, t))
      continue;
    guint ions = count_in(crystal, units->element[t]);
    if (fabs(ions - n * units->per_unit[t]) > WHOLE)
      return FALSE;
    atoms += ions;
  }
  return n > 0 && crystal->n_atoms == atoms;
}

/* Copies that give about n atoms in a cell about as long as wide. */
static void
choose_copies(const Frame *crystal, guint n_atoms, guint copies[3])
{
  const Vec3 *v = crystal->cell.vector;
  double best = INFINITY, length[3] = {vec3_norm(v[0]), vec3_norm(v[1]), vec3_norm(v[2])};

  for (guint m = 0; m < COPIES_MAX * COPIES_MAX * COPIES_MAX; m++) {
    guint k[3] = {m % COPIES_MAX + 1, m / COPIES_MAX % COPIES_MAX + 1,
                  m / COPIES_MAX / COPIES_MAX + 1};
    double a = k[0] * length[0], b = k[1] * length[1], c = k[2] * length[2];
    double size = (double)k[0] * k[1] * k[2] * crystal->n_atoms / n_atoms;
    double shape = MAX(a, MAX(b, c)) / MIN(a, MIN(b, c));
    double score = fabs(log(size)) + 0.3 * log(shape);
    if (score >= best)
      continue;
    best = score;
    memcpy(copies, k, sizeof k);
  }
}

static gboolean
plan_crystal(UnitPlan *plan, const StartWish *wish, GError **error)
{
  const Frame *crystal = wish->crystal;

  if (!crystal || !crystal_fits(&plan->mix, crystal))
    return refuse(error, _("there is no crystal of this composition to start from"));
  choose_copies(crystal, wish->n_atoms, plan->copies);
  const guint *k = plan->copies;
  const Vec3 *v = crystal->cell.vector;
  plan->n_units =
      k[0] * k[1] * k[2] * count_in(crystal, plan->mix.element[plan->mix.centre]);
  return cell_init(&plan->cell, vec3_scale(v[0], k[0]), vec3_scale(v[1], k[1]),
                   vec3_scale(v[2], k[2]), crystal->cell.origin) ||
         refuse(error, _("there is no crystal of this composition to start from"));
}

static gboolean
plan_pore(UnitPlan *plan, double pore, GError **error)
{
  double sphere = G_PI / 6.0 * pow(pore, 3);
  double room = cell_smallest_height(&plan->cell);

  if (pore == 0.0)
    return TRUE;
  if (!(pore > 0.0) || pore + WALL > room) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("a pore of %.4g Å does not fit a cell of %.4g Å: take more atoms"),
                pore, room);
    return FALSE;
  }
  double n = plan->n_units * sphere / plan->cell.volume;
  plan->n_removed = nearest_whole(&plan->mix, n, 1, plan->n_units);
  return TRUE;
}

static gboolean
plan_init(UnitPlan *plan, const Composition *mix, const StartWish *wish, GError **error)
{
  *plan = (UnitPlan){0};
  return divide_into_units(&plan->mix, mix, error) &&
         (wish->kind == START_CRYSTAL ? plan_crystal(plan, wish, error)
                                      : plan_units(plan, wish, error)) &&
         plan_pore(plan, wish->pore, error);
}

static SpeciesList *
species_of(const UnitMix *units)
{
  SpeciesList *species = species_list_new();

  for (guint t = 0; t < units->n; t++)
    species_list_add(species, units->element[t]);
  return species;
}

/* Units first, each centre with its corners, then the ions. */
static Frame *
pack_units(const UnitPlan *plan, const StartWish *wish, GError **error)
{
  const UnitMix *mix = &plan->mix;
  g_autoptr(SpeciesList) species = species_of(mix);
  guint n_atoms = (guint)lround(plan->n_units * atoms_per_unit(mix));
  g_autoptr(Frame) frame = frame_new(species, n_atoms, 0);
  guint atom = 5 * plan->n_units;

  frame->cell = plan->cell;
  for (guint i = 0; i < atom; i++)
    frame->type[i] = (guint8)(i % 5 ? mix->corner : mix->centre);
  for (guint t = 0; t < mix->n; t++)
    for (guint k = 0; is_ion(mix, t) && k < lround(plan->n_units * mix->per_unit[t]); k++)
      frame->type[atom++] = (guint8)t;
  if (!tetrahedra_pack(frame, plan->n_units, wish->seed)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%.4g g/cm³ is too dense: the units would overlap"), wish->density);
    return NULL;
  }
  return g_steal_pointer(&frame);
}

/* The crystal with the species in the order of the mix. */
static Frame *
copy_crystal(const UnitPlan *plan, const Frame *crystal)
{
  g_autoptr(SpeciesList) species = species_of(&plan->mix);
  g_autoptr(Frame) cell = frame_new(species, crystal->n_atoms, 0);

  cell->cell = crystal->cell;
  for (guint i = 0; i < crystal->n_atoms; i++) {
    const Element *element = crystal->species->element[crystal->type[i]];
    cell->type[i] = (guint8)species_list_find(species, element->symbol);
    cell->position[i] = crystal->position[i];
  }
  return frame_replicate(cell, plan->copies);
}

static Frame *
build_units(const UnitPlan *plan, const StartWish *wish, GError **error)
{
  const UnitMix *mix = &plan->mix;
  g_autoptr(Frame) frame = wish->kind == START_CRYSTAL ? copy_crystal(plan, wish->crystal)
                                                       : pack_units(plan, wish, error);

  if (!frame)
    return NULL;
  if (plan->n_removed > 0) {
    Frame *rest = tetrahedra_carve(frame, mix->centre, plan->n_removed);
    frame_unref(frame);
    frame = rest;
  }
  for (guint t = 0; t < mix->n; t++)
    if (mix->element[t]->role == SPECIES_ANION && (int)t != mix->corner)
      tetrahedra_exchange(frame, mix->corner, (int)t,
                          count_corners(mix, t, plan->n_units - plan->n_removed),
                          wish->seed + t);
  return g_steal_pointer(&frame);
}

const char *
start_kind_name(StartKind kind)
{
  g_return_val_if_fail(kind < G_N_ELEMENTS(kind_names), NULL);

  return kind_names[kind];
}

gboolean
start_kind_parse(StartKind *kind, const char *name, GError **error)
{
  g_return_val_if_fail(kind != NULL && name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS(kind_names); i++)
    if (strcmp(kind_names[i], name) == 0) {
      *kind = (StartKind)i;
      return TRUE;
    }
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("\"%s\": a start is random, units or crystal"), name);
  return FALSE;
}

static gboolean
refuse_pore(const StartWish *wish, GError **error)
{
  return wish->pore == 0.0 ||
         refuse(error, _("a pore needs a start from units or a crystal"));
}

gboolean
composition_start_counts(const Composition *mix, const StartWish *wish,
                         AtomCounts *counts, Cell *cell, GError **error)
{
  g_return_val_if_fail(mix != NULL && wish != NULL, FALSE);
  g_return_val_if_fail(counts != NULL && cell != NULL, FALSE);

  UnitPlan plan;

  if (wish->kind != START_RANDOM) {
    if (!plan_init(&plan, mix, wish, error))
      return FALSE;
    count_atoms(&plan.mix, plan.n_units - plan.n_removed, counts);
    *cell = plan.cell;
    return TRUE;
  }
  if (!refuse_pore(wish, error) || !composition_counts(mix, wish->n_atoms, counts, error))
    return FALSE;
  if (!(wish->density > 0.0) || !isfinite(wish->density))
    return refuse(error, _("impossible density"));
  *cell = cell_cubic(cbrt(atom_counts_mass(counts) * UNITS_G_CM3 / wish->density));
  return TRUE;
}

Frame *
composition_start(const Composition *mix, const StartWish *wish, GError **error)
{
  g_return_val_if_fail(mix != NULL && wish != NULL, NULL);

  UnitPlan plan;

  if (wish->kind == START_RANDOM)
    return refuse_pore(wish, error)
               ? composition_pack(mix, wish->n_atoms, wish->density, wish->seed, error)
               : NULL;
  if (!plan_init(&plan, mix, wish, error))
    return NULL;
  return build_units(&plan, wish, error);
}
