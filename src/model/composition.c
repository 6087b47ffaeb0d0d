// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

#define SIZE_TOLERANCE 0.05 /* of the number of atoms asked for */
#define MIX_TOLERANCE  0.01 /* of a mole fraction */
#define LARGEST_RATIO  12   /* formula units in a simple recipe such as Na2O·2SiO2 */

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
parse_formula(CompositionPart *part, const char *formula, GError **error)
{
  const char *p = formula;

  part->cation = take_element(&p, &part->n_cation);
  if (!part->cation)
    return refuse_part(error, formula, _("not an oxide or sulphide"));
  part->anion = take_element(&p, &part->n_anion);
  if (!part->anion || *p || part->anion->role != SPECIES_ANION ||
      part->cation->role == SPECIES_ANION)
    return refuse_part(error, formula,
                       _("expected a compound of one cation and one anion, like Na2O or "
                         "P2S5"));
  if (part->n_cation == 0 || part->n_cation > 9 || part->n_anion == 0 ||
      part->n_anion > 9 || strlen(formula) >= sizeof part->formula)
    return refuse_part(error, formula, _("impossible formula"));
  g_strlcpy(part->formula, formula, sizeof part->formula);
  return TRUE;
}

static gboolean
parse_part(CompositionPart *part, const char *text, GError **error)
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
    return refuse_part(error, *word ? word : text, _("expected an oxide or sulphide"));
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
      if (mix->part[i].cation == mix->part[j].cation &&
          mix->part[i].anion == mix->part[j].anion)
        return refuse_part(error, mix->part[i].formula, _("these elements come twice"));
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
    return refuse_part(error, text, _("expected an oxide or sulphide"));
  if (g_strv_length(words) > COMPOSITION_PARTS)
    return refuse_part(error, text, _("more than 16 compounds"));
  for (char **word = words; *word; word++) {
    if (words[1] && !*g_strstrip(*word))
      return refuse_part(error, text, _("a compound is missing"));
    if (!parse_part(&parsed.part[parsed.n++], *word, error))
      return FALSE;
  }
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
atoms_per_unit(const CompositionPart *part)
{
  return part->n_cation + part->n_anion;
}

/* n whole units shared out by fraction, largest remainders first. */
static void
share_units(const double *fraction, guint n_parts, guint n, guint *units)
{
  double rest[COMPOSITION_PARTS];
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
  double written[COMPOSITION_PARTS] = {0};
  guint units[COMPOSITION_PARTS];

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
  guint tried[COMPOSITION_PARTS];

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

static void
count_element(AtomCounts *counts, const Element *element, guint n)
{
  guint t = 0;

  while (t < counts->n && counts->element[t] != element)
    t++;
  if (t == counts->n) {
    counts->element[counts->n++] = element;
    counts->count[t] = 0;
  }
  counts->count[t] += n;
  counts->n_atoms += n;
}

gboolean
composition_counts(const Composition *mix, guint n_atoms, AtomCounts *counts,
                   GError **error)
{
  g_return_val_if_fail(mix != NULL && counts != NULL, FALSE);

  double fraction[COMPOSITION_PARTS];
  guint units[COMPOSITION_PARTS];

  intended_fractions(mix, fraction);
  if (n_atoms == 0 || !find_units(mix, fraction, n_atoms, units)) {
    g_set_error(
        error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
        _("no whole formula units give this mix with %u atoms (± 5 %%): take more "
          "atoms"),
        n_atoms);
    return FALSE;
  }
  *counts = (AtomCounts){0};
  for (guint i = 0; i < mix->n; i++) {
    if (units[i] == 0)
      return refuse_part(error, mix->part[i].formula,
                         _("so little of it that no atom is left; take more atoms"));
    count_element(counts, mix->part[i].cation, units[i] * mix->part[i].n_cation);
  }
  for (guint i = 0; i < mix->n; i++)
    count_element(counts, mix->part[i].anion, units[i] * mix->part[i].n_anion);
  return TRUE;
}
