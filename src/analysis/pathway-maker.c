// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pathway-maker.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/field-smooth.h"
#include "analysis/isosurface.h"
#include "analysis/winding-part.h"

#define CLEARANCE_FLOOR       (-1.0) /* Å */
#define CLEARANCE_PERSISTENCE 0.1    /* Å */
#define CHANNEL_BELOW         0.2    /* kT */
#define CLEARANCE_BELOW       0.05   /* Å */
#define UNDER                 1.0    /* kT below the floor: ln 0 for the surfaces */
#define BINS                  2048

static double
field_highest(const Field *field)
{
  double most = 0.0;

  for (gsize i = 0; i < field->n_nodes; i++)
    most = MAX(most, field->value[i]);
  return most;
}

/* ln ρ; nothing lies more than UNDER below the floor. */
static Field *
take_logarithm(const Field *density, double floor)
{
  Field *height = field_new_like(density);

  for (gsize i = 0; i < density->n_nodes; i++)
    height->value[i] = (float)fmax(log(density->value[i]), floor - UNDER);
  return height;
}

static void
add_occupancies(Pathways *pathways, const MergeTree *tree)
{
  const Field *field = pathways->field;
  double voxel = field->cell.volume / (double)field->n_nodes;

  for (guint s = 0; s < tree->n_sites; s++)
    g_array_index(pathways->sites, PathSite, s).occupancy = 0.0;
  for (gsize i = 0; i < field->n_nodes; i++)
    if (tree->basin[i] != MERGE_NO_SITE)
      g_array_index(pathways->sites, PathSite, tree->basin[i]).occupancy +=
          voxel * field->value[i];
}

/* Values are those of the field; heights, of which the tree knows, may be logarithms. */
static void
add_sites(Pathways *pathways, const MergeTree *tree)
{
  const Field *field = pathways->field;

  for (guint s = 0; s < tree->n_sites; s++) {
    gsize node = tree->site[s].node;
    PathSite site = {cell_wrap(&pathways->frame->cell, field_place(field, node)), NAN,
                     field->value[node]};
    g_array_append_val(pathways->sites, site);
  }
  for (guint d = 0; d < tree->n_doorways; d++) {
    const MergeDoorway *door = &tree->doorway[d];
    PathDoorway doorway = {
        cell_wrap(&pathways->frame->cell, field_place(field, door->node)),
        {door->site[0], door->site[1]},
        field->value[door->node],
        NAN};
    g_array_append_val(pathways->doorways, doorway);
  }
}

static void
add_barriers(Pathways *pathways, const MergeTree *tree)
{
  for (guint d = 0; d < tree->n_doorways; d++)
    g_array_index(pathways->doorways, PathDoorway, d).barrier =
        tree->site[tree->doorway[d].site[0]].height - tree->doorway[d].height;
}

static void
note_percolation(Pathways *pathways, const MergeTree *tree, gboolean logarithm)
{
  for (guint d = 0; d < 3; d++) {
    double axis = tree->axis[d], dimension = tree->dimension[d];
    pathways->axis[d] = isinf(axis) ? NAN : logarithm ? exp(axis) : axis;
    pathways->dimension[d] = isinf(dimension) ? NAN
                             : logarithm      ? exp(dimension)
                                              : dimension;
  }
}

/* ln ρ above which the given part of the ions is. */
static double
find_enclosing(const Field *height, const Field *density, double part)
{
  double low = INFINITY, high = -INFINITY, total = 0.0, sum = 0.0;
  g_autofree double *bin = g_new0(double, BINS);

  for (gsize i = 0; i < height->n_nodes; i++) {
    low = MIN(low, height->value[i]);
    high = MAX(high, height->value[i]);
  }
  double scale = (BINS - 1) / fmax(high - low, 1e-6);
  for (gsize i = 0; i < height->n_nodes; i++)
    bin[(guint)((height->value[i] - low) * scale)] += density->value[i];
  for (guint b = 0; b < BINS; b++)
    total += bin[b];
  guint b = BINS;
  while (b > 0 && sum < part * total)
    sum += bin[--b];
  return low + b / scale;
}

static gboolean
is_density(const Pathways *pathways)
{
  return g_str_equal(pathways->id, "density");
}

/* height and level: ln ρ of a density. */
static void
add_surface(Pathways *pathways, const Field *height, double level, MeshRole role)
{
  const char *label = role == MESH_DENSITY   ? _("ion density")
                      : role == MESH_CHANNEL ? _("percolating channel")
                                             : _("free volume");
  Mesh *mesh = isosurface_new(height, level, role, label, NULL);

  if (is_density(pathways))
    mesh->level = exp(level);
  g_ptr_array_add(pathways->surfaces, mesh);
}

/* What is left of height when part of it is taken away; below: just under the level. */
static Field *
take_away(const Field *height, const Field *part, float below)
{
  Field *rest = field_new_like(height);

  for (gsize i = 0; i < height->n_nodes; i++)
    rest->value[i] = part->value[i] > below ? below : height->value[i];
  return rest;
}

static void
drop_empty(GPtrArray *surfaces)
{
  for (guint k = surfaces->len; k-- > 0;)
    if (((const Mesh *)g_ptr_array_index(surfaces, k))->n_triangles == 0)
      g_ptr_array_remove_index(surfaces, k);
}

/* What runs on, and the rest; height and level as of add_surface. */
static void
add_surfaces(Pathways *pathways, const Field *height, double level)
{
  MeshRole role = is_density(pathways) ? MESH_DENSITY : MESH_CLEARANCE;
  g_autoptr(Field) part = winding_part(height, level);

  if (part) {
    g_autoptr(Field) rest = take_away(height, part, nextafterf((float)level, -INFINITY));
    add_surface(pathways, part, level, MESH_CHANNEL);
    add_surface(pathways, rest, level, role);
  } else {
    add_surface(pathways, height, level, role);
  }
  drop_empty(pathways->surfaces);
}

Pathways *
pathways_from_density(const Field *density, const Frame *frame,
                      const DensityPathOptions *options)
{
  DensityPathOptions choice = options ? *options : DENSITY_PATH_OPTIONS_DEFAULT;

  g_return_val_if_fail(density != NULL && frame != NULL, NULL);
  g_autoptr(Field) smooth = field_smooth(density, choice.smoothing);
  Pathways *pathways = pathways_new("density", frame, smooth);
  double least = choice.least > 0.0 ? choice.least : 1e-12 * field_highest(smooth);
  pathways->least = least;
  if (!(least > 0.0))
    return pathways;
  g_autoptr(Field) height = take_logarithm(smooth, log(least));
  g_autoptr(MergeTree) tree = merge_tree_new(height, log(least), choice.persistence);
  add_sites(pathways, tree);
  add_occupancies(pathways, tree);
  add_barriers(pathways, tree);
  note_percolation(pathways, tree, TRUE);
  if (!choice.surfaces)
    return pathways;
  add_surfaces(pathways, height,
               tree->gate < tree->n_nodes
                   ? tree->dimension[0] - CHANNEL_BELOW
                   : find_enclosing(height, smooth, choice.enclosed));
  return pathways;
}

MergeTree *
pathways_clearance_tree(const Field *clearance)
{
  return merge_tree_new(clearance, CLEARANCE_FLOOR, CLEARANCE_PERSISTENCE);
}

Pathways *
pathways_from_clearance(const Field *clearance, const MergeTree *tree, const Frame *frame,
                        double level)
{
  g_return_val_if_fail(clearance != NULL && frame != NULL, NULL);

  Pathways *pathways = pathways_new("clearance", frame, clearance);
  g_autoptr(MergeTree) own = tree ? NULL : pathways_clearance_tree(clearance);
  if (!tree)
    tree = own;
  pathways->least = CLEARANCE_FLOOR;
  add_sites(pathways, tree);
  note_percolation(pathways, tree, FALSE);
  if (isnan(level))
    level = tree->gate < tree->n_nodes ? tree->dimension[0] - CLEARANCE_BELOW : 0.0;
  add_surfaces(pathways, clearance, level);
  return pathways;
}

/* A copy without surfaces. */
static Pathways *
copy_numbers(const Pathways *from)
{
  Pathways *pathways = pathways_new(from->id, from->frame, from->field);

  for (guint d = 0; d < 3; d++) {
    pathways->axis[d] = from->axis[d];
    pathways->dimension[d] = from->dimension[d];
  }
  pathways->least = from->least;
  if (from->sites->len > 0)
    g_array_append_vals(pathways->sites, from->sites->data, from->sites->len);
  if (from->doorways->len > 0)
    g_array_append_vals(pathways->doorways, from->doorways->data, from->doorways->len);
  return pathways;
}

Pathways *
pathways_at_level(const Pathways *from, double level)
{
  g_return_val_if_fail(from != NULL && from->field != NULL, NULL);
  gboolean density = is_density(from);
  Pathways *pathways = copy_numbers(from);

  if (density && !(level > 0.0 && from->least > 0.0))
    return pathways;
  double at = density ? log(level) : level;
  g_autoptr(Field) height = density
                                ? take_logarithm(from->field, fmin(log(from->least), at))
                                : field_ref(from->field);
  add_surfaces(pathways, height, at);
  return pathways;
}

guint
pathways_n_occupied(const Pathways *pathways)
{
  guint n = 0;

  for (guint s = 0; s < pathways->sites->len; s++)
    n += g_array_index(pathways->sites, PathSite, s).occupancy > PATHWAY_OCCUPIED;
  return n;
}

/* Sites come from high to low. */
double
pathways_median_site(const Pathways *pathways)
{
  guint n = pathways_n_occupied(pathways), seen = 0;

  for (guint s = 0; s < pathways->sites->len; s++) {
    const PathSite *site = &g_array_index(pathways->sites, PathSite, s);
    if (site->occupancy > PATHWAY_OCCUPIED && seen++ == n / 2)
      return log(site->value);
  }
  return NAN;
}
