// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "base/rng.h"
#include "base/units.h"

#define PARTS_MAX      16
#define SIZE_TOLERANCE 0.05 /* of the number of atoms asked for */
#define MIX_TOLERANCE  0.01 /* of a mole fraction */
#define LARGEST_RATIO  12   /* formula units in a simple recipe such as Na2O·2SiO2 */
#define TRIES          2000 /* places tried for an atom before all come closer */
#define CLOSER         0.98
#define CLOSEST        0.6 /* fraction of the contact distance; below: too dense */
#define LIKE_CONTACT   2.4 /* Å, least contact distance of two cations */

/* Molar volumes of oxides in glass at room temperature, cm³/mol: the additive factors of
 * A. A. Appen, Chemistry of Glass (Khimiya, Leningrad 1974); P2O5 and GeO2 from the
 * densities of glassy NaPO3 (2.50 g/cm³) and GeO2 (3.65 g/cm³). SiO2 and B2O3 depend on
 * the mix, see volume_of. Oxides that are not listed are estimated from radii. */
static const struct {
  const char *formula;
  double volume;
} oxide_volumes[] = {
    {"Li2O", 11.9}, {"Na2O", 20.2}, {"K2O", 34.1},   {"BeO", 7.8},   {"MgO", 12.5},
    {"CaO", 14.4},  {"SrO", 17.5},  {"BaO", 22.0},   {"ZnO", 14.5},  {"CdO", 18.0},
    {"PbO", 22.0},  {"TiO2", 20.5}, {"Al2O3", 40.4}, {"P2O5", 61.0}, {"GeO2", 28.7},
};

static gboolean
refuse_part(GError **error, const char *part, const char *why)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "\"%s\": %s", part, why);
  return FALSE;
}

/* Element and count ("Na2" → Na, 2); moves *text on. */
static const Element *
take_element(const char **text, guint *count)
{
  char symbol[3] = {0};
  const char *p = *text;

  if (!g_ascii_isupper(*p))
    return NULL;
  symbol[0] = *p++;
  if (g_ascii_islower(*p))
    symbol[1] = *p++;
  *count = 1;
  if (g_ascii_isdigit(*p)) {
    char *end;
    *count = (guint)g_ascii_strtoull(p, &end, 10);
    p = end;
  }
  *text = p;
  return element_lookup(symbol);
}

static gboolean
parse_formula(OxidePart *part, const char *formula, GError **error)
{
  const char *p = formula;

  part->cation = take_element(&p, &part->n_cation);
  if (!part->cation)
    return refuse_part(error, formula, _("not an oxide"));
  const Element *oxygen = take_element(&p, &part->n_oxygen);
  if (!oxygen || oxygen->number != 8 || part->cation->number == 8 || *p)
    return refuse_part(error, formula, _("expected an oxide of one cation, like Na2O"));
  if (part->n_cation == 0 || part->n_cation > 9 || part->n_oxygen == 0 ||
      part->n_oxygen > 9 || strlen(formula) >= sizeof part->formula)
    return refuse_part(error, formula, _("impossible formula"));
  g_strlcpy(part->formula, formula, sizeof part->formula);
  return TRUE;
}

static gboolean
parse_part(OxidePart *part, const char *text, GError **error)
{
  g_autofree char *word = g_strstrip(g_strdup(text));
  char *formula = word;

  part->fraction = 1.0;
  part->rounding = 0.0;
  if (g_ascii_isdigit(*word) || *word == '.') {
    part->fraction = g_ascii_strtod(word, &formula);
    const char *point = memchr(word, '.', formula - word);
    if (point)
      part->rounding = 0.5 * pow(10.0, -(double)(formula - point - 1));
  }
  while (g_ascii_isspace(*formula) || *formula == '%')
    formula++;
  if (!*formula)
    return refuse_part(error, *word ? word : text, _("expected an oxide"));
  if (!isfinite(part->fraction) || part->fraction < 0.0)
    return refuse_part(error, word, _("impossible amount"));
  return parse_formula(part, formula, error);
}

/* One separator for all: '-', '–', '+', '·', '⋅', '*', ',' → '-'. */
static char *
unify_separators(const char *text)
{
  static const char *const marks[] = {"–", "—", "·", "⋅", "•", "∙"};
  GString *plain = g_string_new(text);

  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    g_string_replace(plain, marks[i], "-", 0);
  for (char *p = plain->str; *p; p++)
    if (strchr("+*,;", *p))
      *p = '-';
  return g_string_free(plain, FALSE);
}

static gboolean
normalise(Composition *mix, const char *text, GError **error)
{
  double sum = 0.0;

  for (guint i = 0; i < mix->n; i++) {
    sum += mix->part[i].fraction;
    for (guint j = 0; j < i; j++)
      if (mix->part[i].cation == mix->part[j].cation)
        return refuse_part(error, mix->part[i].formula, _("this element comes twice"));
  }
  if (!(sum > 0.0) || !isfinite(sum))
    return refuse_part(error, text, _("the amounts add up to nothing"));
  for (guint i = 0; i < mix->n; i++) {
    mix->part[i].fraction /= sum;
    mix->part[i].rounding /= sum;
    if (mix->part[i].fraction == 0.0)
      return refuse_part(error, mix->part[i].formula, _("its amount is zero"));
  }
  return TRUE;
}

gboolean
composition_parse(Composition *mix, const char *text, GError **error)
{
  g_return_val_if_fail(mix != NULL && text != NULL, FALSE);

  g_autofree char *plain = unify_separators(text);
  g_auto(GStrv) words = g_strsplit(plain, "-", -1);
  Composition parsed = {0};

  if (!words[0])
    return refuse_part(error, text, _("expected an oxide"));
  if (g_strv_length(words) > PARTS_MAX)
    return refuse_part(error, text, _("more than 16 oxides"));
  for (char **word = words; *word; word++)
    if (!parse_part(&parsed.part[parsed.n++], *word, error))
      return FALSE;
  if (!normalise(&parsed, text, error))
    return FALSE;
  *mix = parsed;
  return TRUE;
}

static void
append_subscripted(GString *text, const char *formula)
{
  for (const char *p = formula; *p; p++)
    if (g_ascii_isdigit(*p))
      g_string_append_unichar(text, 0x2080 + (gunichar)(*p - '0'));
    else
      g_string_append_c(text, *p);
}

char *
composition_to_text(const Composition *mix)
{
  g_return_val_if_fail(mix != NULL, NULL);

  GString *text = g_string_new(NULL);
  for (guint i = 0; i < mix->n; i++) {
    double percent = round(1000.0 * mix->part[i].fraction) / 10.0;
    if (i > 0)
      g_string_append(text, " · ");
    if (mix->n > 1)
      g_string_append_printf(text, "%g ", percent);
    append_subscripted(text, mix->part[i].formula);
  }
  return g_string_free(text, FALSE);
}

static guint
atoms_per_unit(const OxidePart *part)
{
  return part->n_cation + part->n_oxygen;
}

/* n whole units shared out by fraction, largest remainders first. */
static void
share_units(const double *fraction, guint n_parts, guint n, guint *units)
{
  double rest[PARTS_MAX];
  guint given = 0;

  for (guint i = 0; i < n_parts; i++) {
    units[i] = (guint)floor(fraction[i] * n);
    rest[i] = fraction[i] * n - units[i];
    given += units[i];
  }
  for (; given < n; given++) {
    guint best = 0;
    for (guint i = 1; i < n_parts; i++)
      if (rest[i] > rest[best])
        best = i;
    units[best]++;
    rest[best] -= 1.0;
  }
}

static double
mix_error(const double *fraction, guint n_parts, guint n, const guint *units)
{
  double worst = 0.0;

  for (guint i = 0; i < n_parts; i++)
    worst = MAX(worst, fabs(units[i] / (double)n - fraction[i]));
  return worst;
}

/* The fractions that are meant: 33.3 to 66.7 is 1 to 2 when the numbers were rounded. */
static void
intended_fractions(const Composition *mix, double *fraction)
{
  double written[PARTS_MAX] = {0};
  guint units[PARTS_MAX];

  for (guint i = 0; i < mix->n; i++)
    written[i] = fraction[i] = mix->part[i].fraction;
  for (guint n = mix->n; n <= LARGEST_RATIO; n++) {
    gboolean fits = TRUE;
    share_units(written, mix->n, n, units);
    for (guint i = 0; i < mix->n; i++)
      fits = fits && units[i] > 0 &&
             fabs(units[i] / (double)n - written[i]) <=
                 1.0001 * mix->part[i].rounding + 1e-12;
    if (!fits)
      continue;
    for (guint i = 0; i < mix->n; i++)
      fraction[i] = units[i] / (double)n;
    return;
  }
}

static guint
count_atoms(const Composition *mix, const guint *units)
{
  guint atoms = 0;

  for (guint i = 0; i < mix->n; i++)
    atoms += units[i] * atoms_per_unit(&mix->part[i]);
  return atoms;
}

/* Best whole units with n_atoms ± 5 %: first the mix, then the number of atoms. FALSE
 * when there is no such set. */
static gboolean
find_units(const Composition *mix, const double *fraction, guint n_atoms, guint *units)
{
  double per_unit = 0.0, best = INFINITY;
  guint tried[PARTS_MAX];

  for (guint i = 0; i < mix->n; i++)
    per_unit += fraction[i] * atoms_per_unit(&mix->part[i]);
  guint least = (guint)floor((1.0 - SIZE_TOLERANCE) * n_atoms / per_unit);
  guint most = (guint)ceil((1.0 + SIZE_TOLERANCE) * n_atoms / per_unit);
  for (guint n = MAX(least, 1); n <= most; n++) {
    share_units(fraction, mix->n, n, tried);
    double size = fabs(count_atoms(mix, tried) / (double)n_atoms - 1.0);
    double off = mix_error(fraction, mix->n, n, tried);
    double score = off + 0.1 * size;
    if (size > SIZE_TOLERANCE || off > MIX_TOLERANCE || score >= best)
      continue;
    best = score;
    memcpy(units, tried, sizeof tried);
  }
  return isfinite(best);
}

gboolean
composition_counts(const Composition *mix, guint n_atoms, guint *count, guint *n_oxygen,
                   GError **error)
{
  g_return_val_if_fail(mix != NULL && count != NULL && n_oxygen != NULL, FALSE);

  double fraction[PARTS_MAX];
  guint units[PARTS_MAX];

  intended_fractions(mix, fraction);
  if (n_atoms == 0 || !find_units(mix, fraction, n_atoms, units)) {
    g_set_error(
        error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
        _("no whole formula units give this mix with %u atoms (± 5 %%): take more "
          "atoms"),
        n_atoms);
    return FALSE;
  }
  *n_oxygen = 0;
  for (guint i = 0; i < mix->n; i++) {
    if (units[i] == 0)
      return refuse_part(error, mix->part[i].formula,
                         _("so little of it that no atom is left; take more atoms"));
    count[i] = units[i] * mix->part[i].n_cation;
    *n_oxygen += units[i] * mix->part[i].n_oxygen;
  }
  return TRUE;
}

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
volume_from_radii(const OxidePart *part)
{
  double cation = pow(part->cation->ionic_radius, 3);
  double oxygen = pow(element_lookup("O")->ionic_radius, 3);
  double ions = 4.0 / 3.0 * G_PI * (part->n_cation * cation + part->n_oxygen * oxygen);

  return ions / UNITS_G_CM3 / 0.52;
}

static double
volume_of(const Composition *mix, const OxidePart *part, gboolean *unknown)
{
  if (strcmp(part->formula, "SiO2") == 0)
    return silica_volume(mix);
  if (strcmp(part->formula, "B2O3") == 0)
    return boron_oxide_volume(mix);
  for (guint i = 0; i < G_N_ELEMENTS(oxide_volumes); i++)
    if (strcmp(part->formula, oxide_volumes[i].formula) == 0)
      return oxide_volumes[i].volume;
  *unknown = TRUE;
  return volume_from_radii(part);
}

double
composition_density(const Composition *mix, gboolean *unknown)
{
  g_return_val_if_fail(mix != NULL && mix->n > 0, 0.0);

  double oxygen = element_lookup("O")->mass, mass = 0.0, volume = 0.0;
  gboolean by_radii = FALSE;

  for (guint i = 0; i < mix->n; i++) {
    const OxidePart *part = &mix->part[i];
    mass +=
        part->fraction * (part->n_cation * part->cation->mass + part->n_oxygen * oxygen);
    volume += part->fraction * volume_of(mix, part, &by_radii);
  }
  if (unknown)
    *unknown = by_radii;
  return mass / volume;
}

/* Random sequential placing, the largest ions first. */
typedef struct {
  Frame *frame;
  double edge, reach; /* Å; reach: the longest contact distance */
  int n;              /* bins along an edge */
  int *head, *next;   /* atoms of a bin, linked */
  double closeness;   /* present fraction of the contact distances */
  guint64 seed;
} Packing;

static double
contact_distance(const Frame *frame, guint i, guint j)
{
  const Element *a = frame->species->element[frame->type[i]];
  const Element *b = frame->species->element[frame->type[j]];
  double sum = a->ionic_radius + b->ionic_radius;
  gboolean cations = a->role != SPECIES_ANION && b->role != SPECIES_ANION;

  return cations ? MAX(sum, LIKE_CONTACT) : sum;
}

static int
bin_along(const Packing *packing, double x)
{
  return CLAMP((int)(x / packing->edge * packing->n), 0, packing->n - 1);
}

static int
bin_index(const Packing *packing, int i, int j, int k)
{
  int n = packing->n;

  return ((i + n) % n * n + (j + n) % n) * n + (k + n) % n;
}

static gboolean
bin_is_clear(const Packing *packing, int bin, guint atom)
{
  const Frame *frame = packing->frame;

  for (int j = packing->head[bin]; j >= 0; j = packing->next[j]) {
    Vec3 d = vec3_sub(frame->position[j], frame->position[atom]);
    double least = packing->closeness * contact_distance(frame, atom, j);
    if (vec3_norm2(cell_minimum_image(&frame->cell, d)) < least * least)
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_is_clear(const Packing *packing, guint atom)
{
  Vec3 r = packing->frame->position[atom];
  int i = bin_along(packing, r.x), j = bin_along(packing, r.y);
  int k = bin_along(packing, r.z);

  for (int m = 0; m < 27; m++) {
    int bin = bin_index(packing, i + m / 9 - 1, j + m / 3 % 3 - 1, k + m % 3 - 1);
    if (!bin_is_clear(packing, bin, atom))
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_atom(Packing *packing, guint atom)
{
  Vec3 *r = &packing->frame->position[atom];
  double u[4];

  for (guint attempt = 1;; attempt++) {
    rng_uniform4(packing->seed, RNG_PACKING, attempt, atom, u);
    *r = vec3(u[0] * packing->edge, u[1] * packing->edge, u[2] * packing->edge);
    if (place_is_clear(packing, atom))
      break;
    if (attempt % TRIES == 0)
      packing->closeness *= CLOSER;
    if (packing->closeness < CLOSEST)
      return FALSE;
  }
  int bin = bin_index(packing, bin_along(packing, r->x), bin_along(packing, r->y),
                      bin_along(packing, r->z));
  packing->next[atom] = packing->head[bin];
  packing->head[bin] = (int)atom;
  return TRUE;
}

static gboolean
place_all(Packing *packing)
{
  Frame *frame = packing->frame;
  gboolean placed[SPECIES_MAX] = {FALSE};

  for (guint round = 0; round < frame->species->n; round++) {
    int largest = -1;
    for (guint t = 0; t < frame->species->n; t++)
      if (!placed[t] &&
          (largest < 0 || frame->species->element[t]->ionic_radius >
                              frame->species->element[largest]->ionic_radius))
        largest = (int)t;
    placed[largest] = TRUE;
    for (guint i = 0; i < frame->n_atoms; i++)
      if (frame->type[i] == largest && !place_atom(packing, i))
        return FALSE;
  }
  return TRUE;
}

/* Cube of the density with types set and all atoms at the origin. */
static Frame *
new_unplaced(const Composition *mix, const guint *count, guint n_oxygen, double density)
{
  g_autoptr(SpeciesList) species = species_list_new();
  guint n_atoms = n_oxygen, atom = 0;
  double mass = n_oxygen * element_lookup("O")->mass;

  for (guint i = 0; i < mix->n; i++) {
    species_list_add(species, mix->part[i].cation);
    n_atoms += count[i];
    mass += count[i] * mix->part[i].cation->mass;
  }
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, n_atoms, 0);
  frame->cell = cell_cubic(cbrt(mass * UNITS_G_CM3 / density));
  for (guint i = 0; i < mix->n; i++)
    for (guint k = 0; k < count[i]; k++)
      frame->type[atom++] = (guint8)i;
  while (atom < n_atoms)
    frame->type[atom++] = (guint8)mix->n;
  return frame;
}

static double
longest_contact(const Frame *frame)
{
  double longest = LIKE_CONTACT;

  for (guint t = 0; t < frame->species->n; t++)
    longest = MAX(longest, 2.0 * frame->species->element[t]->ionic_radius);
  return longest;
}

Frame *
composition_pack(const Composition *mix, guint n_atoms, double density, guint64 seed,
                 GError **error)
{
  g_return_val_if_fail(mix != NULL, NULL);

  guint count[PARTS_MAX], n_oxygen;

  if (!composition_counts(mix, n_atoms, count, &n_oxygen, error))
    return NULL;
  if (!(density > 0.0) || !isfinite(density)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("impossible density"));
    return NULL;
  }
  g_autoptr(Frame) frame = new_unplaced(mix, count, n_oxygen, density);
  double edge = frame->cell.vector[0].x;
  int n = CLAMP((int)(edge / longest_contact(frame)), 1, 256);
  g_autofree int *head = g_new(int, n *n *n);
  g_autofree int *next = g_new(int, frame->n_atoms);
  Packing packing = {frame, edge, longest_contact(frame), n, head, next, 1.0, seed};

  memset(head, -1, (gsize)n * n * n * sizeof *head);
  if (!place_all(&packing)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%.4g g/cm³ is too dense: the ions would overlap"), density);
    return NULL;
  }
  return g_steal_pointer(&frame);
}
