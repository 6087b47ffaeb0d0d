// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include <string.h>

#include "base/units.h"

/* Molar volumes of compounds in glass at room temperature, cm³/mol: the additive factors
 * of A. A. Appen, Chemistry of Glass (Khimiya, Leningrad 1974); P2O5 and GeO2 from the
 * densities of glassy NaPO3 (2.50 g/cm³) and GeO2 (3.65 g/cm³); P2S5 as in its crystal
 * (2.09 g/cm³), Na2S and Li2S so that glassy Na3PS4 (2.0 g/cm³) and Li3PS4 (1.88 g/cm³)
 * come out. SiO2 and B2O3 depend on the mix, see volume_of. What is not listed is
 * estimated from radii. */
static const struct {
  const char *formula;
  double volume;
} part_volumes[] = {
    {"Li2O", 11.9},  {"Na2O", 20.2}, {"K2O", 34.1},   {"BeO", 7.8},   {"MgO", 12.5},
    {"CaO", 14.4},   {"SrO", 17.5},  {"BaO", 22.0},   {"ZnO", 14.5},  {"CdO", 18.0},
    {"PbO", 22.0},   {"TiO2", 20.5}, {"Al2O3", 40.4}, {"P2O5", 61.0}, {"GeO2", 28.7},
    {"P2S5", 106.4}, {"Na2S", 40.6}, {"Li2S", 28.4},
};

static double
fraction_of(const Composition *mix, const char *formula)
{
  for (guint i = 0; i < mix->n; i++)
    if (strcmp(mix->part[i].formula, formula) == 0)
      return mix->part[i].fraction;
  return 0.0;
}

/* Appen: SiO2 loosens from 26.1 to 27.25 cm³/mol between 67 and 100 mol%. */
static double
silica_volume(const Composition *mix)
{
  return 26.1 + 1.15 * CLAMP((fraction_of(mix, "SiO2") - 0.67) / 0.33, 0.0, 1.0);
}

/* Three-fold boron as in glassy B2O3 (1.84 g/cm³), four-fold boron denser; their shares
 * after Yun and Bray, J. Non-Cryst. Solids 27, 363 (1978),
 * doi:10.1016/0022-3093(78)90020-3.
 */
static double
boron_oxide_volume(const Composition *mix)
{
  double boron = fraction_of(mix, "B2O3"), modifier = -fraction_of(mix, "Al2O3");

  for (guint i = 0; i < mix->n; i++) {
    SpeciesRole role = mix->part[i].cation->role;
    if (role == SPECIES_MOBILE || role == SPECIES_MODIFIER)
      modifier += mix->part[i].fraction;
  }
  double most = 0.5 + fraction_of(mix, "SiO2") / boron / 16.0;
  double n4 = CLAMP(modifier / boron, 0.0, MIN(most, 1.0));
  return 37.8 * (1.0 - n4) + 26.6 * n4;
}

/* Ions fill about half of a glass: Inoue, Fujita et al., J. Am. Ceram. Soc. (2009),
 * doi:10.1111/j.1551-2916.2009.03363.x. */
static double
volume_from_radii(const CompositionPart *part)
{
  double cation = pow(part->cation->ionic_radius, 3);
  double anion = pow(part->anion->ionic_radius, 3);
  double ions = 4.0 / 3.0 * G_PI * (part->n_cation * cation + part->n_anion * anion);

  return ions / UNITS_G_CM3 / 0.52;
}

static double
volume_of(const Composition *mix, const CompositionPart *part, gboolean *unknown)
{
  if (strcmp(part->formula, "SiO2") == 0)
    return silica_volume(mix);
  if (strcmp(part->formula, "B2O3") == 0)
    return boron_oxide_volume(mix);
  for (guint i = 0; i < G_N_ELEMENTS(part_volumes); i++)
    if (strcmp(part->formula, part_volumes[i].formula) == 0)
      return part_volumes[i].volume;
  *unknown = TRUE;
  return volume_from_radii(part);
}

double
composition_density(const Composition *mix, gboolean *unknown)
{
  g_return_val_if_fail(mix != NULL && mix->n > 0, 0.0);

  double mass = 0.0, volume = 0.0;
  gboolean by_radii = FALSE;

  for (guint i = 0; i < mix->n; i++) {
    const CompositionPart *part = &mix->part[i];
    mass += part->fraction *
            (part->n_cation * part->cation->mass + part->n_anion * part->anion->mass);
    volume += part->fraction * volume_of(mix, part, &by_radii);
  }
  if (unknown)
    *unknown = by_radii;
  return mass / volume;
}
