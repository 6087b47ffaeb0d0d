// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define TOKENS_MAX 16

typedef struct Parser Parser;

/* One section of the format: either keys with values or rows of columns. */
typedef struct {
  const char *name;
  gboolean (*key)(Parser *parser, const char *key, const char *value);
  gboolean (*row)(Parser *parser, char **token, guint n);
} Section;

struct Parser {
  PotentialSet *set;
  const char *variant;     /* chosen, or NULL */
  GHashTable *varied;      /* names of the sections that the variant replaces */
  GHashTable *seen;        /* "section/key" of the keys met, to refuse a second one */
  const Section *section;  /* present one, or NULL */
  const PairForm *form;    /* of the present section, or NULL */
  gboolean active;         /* present section counts */
  gboolean variant_exists; /* some section carries the chosen variant */
  guint line;
  GError **error;
};

static gboolean fail(Parser *parser, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
fail(Parser *parser, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *reason = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(parser->error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, "%s:%u: %s",
              parser->set->origin, parser->line, reason);
  return FALSE;
}

/* Numbers */

static gboolean
parse_number(Parser *parser, const char *text, const char *what, double *value)
{
  char *end;
  *value = g_ascii_strtod(text, &end);
  if (end == text || *end != '\0' || !isfinite(*value))
    return fail(parser, _("%s: “%s” is not a number"), what, text);
  return TRUE;
}

static gboolean
parse_between(Parser *parser, const char *text, const char *what, const double range[2],
              double *value)
{
  if (!parse_number(parser, text, what, value))
    return FALSE;
  if (*value < range[0] || *value > range[1])
    return fail(parser, _("%s: %s is out of bounds, %g to %g"), what, text, range[0],
                range[1]);
  return TRUE;
}

static gboolean
check_bound(Parser *parser, const char *what, NumberBound bound, double value)
{
  if (bound == NUMBER_POSITIVE && !(value > 0.0))
    return fail(parser, _("%s must be positive"), what);
  if (bound == NUMBER_NOT_NEGATIVE && value < 0.0)
    return fail(parser, _("%s must not be negative"), what);
  return TRUE;
}

/* Names */

static gboolean
parse_label(Parser *parser, const char *text, SpeciesLabel label)
{
  gsize letters = strcspn(text, "0123456789");
  gsize digits = strspn(text + letters, "0123456789");
  g_autofree char *symbol = g_strndup(text, letters);
  if (text[letters + digits] != '\0' || strlen(text) >= sizeof(SpeciesLabel) ||
      !element_lookup(symbol))
    return fail(parser, _("“%s” is not an element"), text);
  g_strlcpy(label, text, sizeof(SpeciesLabel));
  return TRUE;
}

static const Element *
label_element(const char *label)
{
  g_autofree char *symbol = g_strndup(label, strcspn(label, "0123456789"));
  return element_lookup(symbol);
}

/* "Si-O" or "Si-O-Si": exactly n labels */
static gboolean
parse_labels(Parser *parser, const char *text, SpeciesLabel *label, guint n)
{
  g_auto(GStrv) part = g_strsplit(text, "-", -1);
  if (g_strv_length(part) != n)
    return fail(parser,
                n == 2 ? _("“%s” is not a pair such as Si-O")
                       : _("“%s” is not a triple such as Si-O-Si"),
                text);
  for (guint i = 0; i < n; i++)
    if (!parse_label(parser, part[i], label[i]))
      return FALSE;
  return TRUE;
}

/* The "@key" that ends every row; *n becomes the number of tokens before it. */
static const char *
take_reference(Parser *parser, char **token, guint *n)
{
  if (*n == 0 || token[*n - 1][0] != '@') {
    fail(parser, _("the row does not end with its source, such as @bks1990"));
    return NULL;
  }
  *n -= 1;
  return g_string_chunk_insert_const(parser->set->strings, token[*n] + 1);
}

/* Rows */

static gboolean
row_charge(Parser *parser, char **token, guint n)
{
  const double range[2] = {-8.0, 8.0};
  ChargeRow row = {.line = parser->line};
  row.reference = take_reference(parser, token, &n);
  if (!row.reference)
    return FALSE;
  if (n != 2)
    return fail(parser, _("expected an element and its charge"));
  if (!parse_label(parser, token[0], row.label))
    return FALSE;
  if (potential_set_find_charge(parser->set, row.label) && parser->active)
    return fail(parser, _("the charge of %s is given twice"), row.label);

  row.element = label_element(row.label);
  row.balance = strcmp(token[1], "rule:neutral") == 0;
  if (!row.balance && !parse_between(parser, token[1], "q", range, &row.charge))
    return FALSE;
  if (parser->active)
    g_array_append_val(parser->set->charges, row);
  return TRUE;
}

static gboolean
parse_rule(Parser *parser, const char *name, guint column, PairRow *row)
{
  const CompositionRule *rule = composition_rule_lookup(name);
  if (!rule)
    return fail(parser, _("there is no rule “%s”"), name);
  if (strcmp(rule->section, parser->form->section) != 0 || rule->column != column)
    return fail(parser, _("rule “%s” does not belong here"), name);
  row->rule = rule;
  return TRUE;
}

static gboolean
parse_columns(Parser *parser, char **token, guint n, PairRow *row)
{
  const PairForm *form = parser->form;
  g_auto(GStrv) name = g_strsplit(form->columns, " ", -1);
  if (n != form->n_columns)
    return fail(parser, _("expected %u numbers (%s), found %u"), form->n_columns,
                form->columns, n);

  for (guint i = 0; i < n; i++) {
    gboolean good =
        g_str_has_prefix(token[i], "rule:")
            ? parse_rule(parser, token[i] + strlen("rule:"), i, row)
            : parse_number(parser, token[i], name[i], &row->number[i]) &&
                  check_bound(parser, name[i], form->bound[i], row->number[i]);
    if (!good)
      return FALSE;
  }
  return TRUE;
}

/* "fit", or "join r_core n", or four numbers */
static gboolean
parse_core(Parser *parser, char **token, guint n, PairRow *row)
{
  if (n == 1 && strcmp(token[0], "fit") == 0) {
    row->core = CORE_FIT;
    return TRUE;
  }
  if (n == 3 && strcmp(token[0], "join") == 0) {
    row->core = CORE_JOIN;
    return parse_number(parser, token[1], "r_core", &row->number[0]) &&
           check_bound(parser, "r_core", NUMBER_POSITIVE, row->number[0]) &&
           parse_number(parser, token[2], "n", &row->number[2]) &&
           check_bound(parser, "n", NUMBER_POSITIVE, row->number[2]);
  }
  row->core = CORE_GIVEN;
  return parse_columns(parser, token, n, row);
}

static gboolean
refuse_second_pair(Parser *parser, const PairRow *row)
{
  for (guint i = 0; i < parser->set->pairs->len; i++) {
    const PairRow *other = &g_array_index(parser->set->pairs, PairRow, i);
    if (pair_row_joins(other, row->a, row->b) && (other->form->slots & row->form->slots))
      return fail(parser, _("%s-%s is given twice, first in line %u"), row->a, row->b,
                  other->line);
  }
  return TRUE;
}

static gboolean
row_pair(Parser *parser, char **token, guint n)
{
  SpeciesLabel label[2];
  PairRow row = {.line = parser->line, .form = parser->form};
  row.reference = take_reference(parser, token, &n);
  if (!row.reference)
    return FALSE;
  if (n < 2)
    return fail(parser, _("expected a pair and its numbers (%s)"), row.form->columns);
  if (!parse_labels(parser, token[0], label, 2))
    return FALSE;
  memcpy(row.a, label[0], sizeof row.a);
  memcpy(row.b, label[1], sizeof row.b);

  gboolean good = row.form->slots == PAIR_CORE
                      ? parse_core(parser, token + 1, n - 1, &row)
                      : parse_columns(parser, token + 1, n - 1, &row);
  if (!good || !parser->active)
    return good;
  if (!refuse_second_pair(parser, &row))
    return FALSE;
  g_array_append_val(parser->set->pairs, row);
  return TRUE;
}

static gboolean
same_triple(const TripleRow *p, const TripleRow *q)
{
  return strcmp(p->centre, q->centre) == 0 &&
         ((strcmp(p->a, q->a) == 0 && strcmp(p->b, q->b) == 0) ||
          (strcmp(p->a, q->b) == 0 && strcmp(p->b, q->a) == 0));
}

static gboolean
append_triple(Parser *parser, const TripleRow *row)
{
  for (guint i = 0; i < parser->set->triples->len; i++) {
    const TripleRow *other = &g_array_index(parser->set->triples, TripleRow, i);
    if (same_triple(other, row))
      return fail(parser, _("%s-%s-%s is given twice, first in line %u"), row->a,
                  row->centre, row->b, other->line);
  }
  if (parser->set->triples->len == TRIPLES_MAX)
    return fail(parser, _("more than %d triples"), TRIPLES_MAX);
  g_array_append_val(parser->set->triples, *row);
  return TRUE;
}

static gboolean
row_triple(Parser *parser, char **token, guint n)
{
  static const double ANGLE[2] = {0.0, 180.0}, LENGTH[2] = {0.0, 100.0},
                      CUT[2] = {0.1, 10.0}, STRENGTH[2] = {0.0, 1e6};
  SpeciesLabel label[3];
  TripleRow row = {.line = parser->line};
  row.reference = take_reference(parser, token, &n);
  if (!row.reference)
    return FALSE;
  if (n != 6 && n != 7)
    return fail(parser, _("expected a triple and 5 or 6 numbers (%s)"),
                "K theta0 rho cut_a cut_b taper");
  if (!parse_labels(parser, token[0], label, 3) ||
      !parse_between(parser, token[1], "K", STRENGTH, &row.k) ||
      !parse_between(parser, token[2], "theta0", ANGLE, &row.theta0) ||
      !parse_between(parser, token[3], "rho", LENGTH, &row.rho) ||
      !parse_between(parser, token[4], "cut_a", CUT, &row.cut_a) ||
      !parse_between(parser, token[5], "cut_b", CUT, &row.cut_b))
    return FALSE;
  const double taper[2] = {0.0, MIN(row.cut_a, row.cut_b)};
  if (n == 7 && !parse_between(parser, token[6], "taper", taper, &row.taper))
    return FALSE;
  memcpy(row.a, label[0], sizeof row.a);
  memcpy(row.centre, label[1], sizeof row.centre);
  memcpy(row.b, label[2], sizeof row.b);
  if (strcmp(row.a, row.b) == 0 && row.cut_a != row.cut_b)
    return fail(parser, _("two equal arms need equal cut-offs"));
  return !parser->active || append_triple(parser, &row);
}

/* Keys */

static gboolean
unknown_key(Parser *parser, const char *key)
{
  return fail(parser, _("there is no key “%s” in [%s]"), key, parser->section->name);
}

static gboolean
set_text(Parser *parser, char **text, const char *value)
{
  if (parser->active) {
    g_free(*text);
    *text = g_strdup(value);
  }
  return TRUE;
}

static gboolean
set_number(Parser *parser, const char *key, const char *value, const double range[2],
           double *number)
{
  double parsed;
  if (!parse_between(parser, value, key, range, &parsed))
    return FALSE;
  if (parser->active)
    *number = parsed;
  return TRUE;
}

static gboolean
key_potential(Parser *parser, const char *key, const char *value)
{
  if (strcmp(key, "name") == 0)
    return set_text(parser, &parser->set->name, value);
  if (strcmp(key, "title") == 0)
    return set_text(parser, &parser->set->title, value);
  if (strcmp(key, "source") == 0)
    return set_text(parser, &parser->set->source, value);
  return unknown_key(parser, key);
}

static gboolean
key_reference(Parser *parser, const char *key, const char *value)
{
  GStringChunk *strings = parser->set->strings;
  g_hash_table_insert(parser->set->references, g_string_chunk_insert_const(strings, key),
                      g_string_chunk_insert(strings, value));
  return TRUE;
}

static gboolean
key_coulomb(Parser *parser, const char *key, const char *value)
{
  static const double ALPHA[2] = {0.0, 2.0}, CUT[2] = {1.0, 30.0}, GAMMA[2] = {0.0, 2.0};
  PotentialSet *set = parser->set;
  if (strcmp(key, "scheme") == 0) {
    CoulombScheme scheme;
    if (!coulomb_scheme_from_name(value, &scheme))
      return fail(parser, _("scheme: “%s” is none of dsf, wolf, ewald, pme"), value);
    if (parser->active) {
      set->coulomb = scheme;
      set->scheme_given = TRUE;
    }
    return TRUE;
  }
  if (strcmp(key, "alpha") == 0)
    return set_number(parser, key, value, ALPHA, &set->alpha);
  if (strcmp(key, "cutoff") == 0)
    return set_number(parser, key, value, CUT, &set->r_coulomb);
  if (strcmp(key, "gamma") == 0)
    return set_number(parser, key, value, GAMMA, &set->gamma);
  return unknown_key(parser, key);
}

static gboolean
key_short_range(Parser *parser, const char *key, const char *value)
{
  static const double CUT[2] = {1.0, 30.0};
  if (strcmp(key, "cutoff") == 0)
    return set_number(parser, key, value, CUT, &parser->set->r_short);
  if (strcmp(key, "shift") != 0)
    return unknown_key(parser, key);

  ShortRangeShift shift;
  if (!short_range_shift_from_name(value, &shift))
    return fail(parser, _("shift: “%s” is none of none, energy, force, smooth"), value);
  if (parser->active)
    parser->set->sr_shift = shift;
  return TRUE;
}

/* Lines */

static const Section SECTIONS[] = {
    {"potential", key_potential, NULL},
    {"references", key_reference, NULL},
    {"coulomb", key_coulomb, NULL},
    {"short-range", key_short_range, NULL},
    {"charges", NULL, row_charge},
    {"morse", NULL, row_pair},
    {"buckingham", NULL, row_pair},
    {"buckingham-24", NULL, row_pair},
    {"r12", NULL, row_pair},
    {"r24", NULL, row_pair},
    {"core", NULL, row_pair},
    {"three-body", NULL, row_triple},
};

static const Section *
find_section(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(SECTIONS); i++)
    if (strcmp(SECTIONS[i].name, name) == 0)
      return &SECTIONS[i];
  return NULL;
}

/* "[name]" or "[name variant]"; NULL when the line is no header. Owner: caller. */
static char **
split_header(const char *line)
{
  gsize n = strlen(line);
  if (n < 3 || line[0] != '[' || line[n - 1] != ']')
    return NULL;
  g_autofree char *inside = g_strndup(line + 1, n - 2);
  return g_strsplit(g_strstrip(inside), " ", 2);
}

static gboolean
read_header(Parser *parser, const char *line)
{
  g_auto(GStrv) word = split_header(line);
  if (!word)
    return fail(parser, _("“%s” is not a section such as [morse]"), line);
  parser->section = find_section(word[0]);
  if (!parser->section)
    return fail(parser, _("there is no section [%s]"), word[0]);

  const char *variant = word[1] ? g_strstrip(word[1]) : NULL;
  parser->form = pair_form_lookup(word[0]);
  parser->active = variant ? g_strcmp0(variant, parser->variant) == 0
                           : !g_hash_table_contains(parser->varied, word[0]);
  return TRUE;
}

static gboolean
read_key(Parser *parser, char *line)
{
  char *equals = strchr(line, '=');
  if (!equals)
    return fail(parser, _("expected “key = value”"));
  *equals = '\0';
  const char *key = g_strstrip(line), *value = g_strstrip(equals + 1);
  if (*key == '\0' || *value == '\0')
    return fail(parser, _("expected “key = value”"));

  if (parser->active) {
    char *path = g_strdup_printf("%s/%s", parser->section->name, key);
    if (!g_hash_table_add(parser->seen, path))
      return fail(parser, _("“%s” is given twice"), key);
  }
  return parser->section->key(parser, key, value);
}

static gboolean
read_row(Parser *parser, char *line)
{
  char *token[TOKENS_MAX], *rest = line;
  guint n = 0;
  for (char *word; (word = strtok_r(rest, " \t", &rest)) != NULL; n++) {
    if (n == TOKENS_MAX)
      return fail(parser, _("too many columns"));
    token[n] = word;
  }
  return parser->section->row(parser, token, n);
}

static gboolean
read_line(Parser *parser, char *line)
{
  line[strcspn(line, "#")] = '\0';
  g_strstrip(line);
  if (*line == '\0')
    return TRUE;
  if (*line == '[')
    return read_header(parser, line);
  if (!parser->section)
    return fail(parser, _("expected a section such as [potential]"));
  return parser->section->key ? read_key(parser, line) : read_row(parser, line);
}

/* Notes the sections that the chosen variant replaces. */
static void
find_varied(Parser *parser, char **lines)
{
  for (guint i = 0; parser->variant && lines[i]; i++) {
    g_autofree char *line = g_strndup(lines[i], strcspn(lines[i], "#"));
    g_auto(GStrv) word = split_header(g_strstrip(line));
    if (word && word[0] && word[1] && strcmp(g_strstrip(word[1]), parser->variant) == 0) {
      g_hash_table_add(parser->varied, g_strdup(word[0]));
      parser->variant_exists = TRUE;
    }
  }
}

gboolean
potential_set_read(PotentialSet *set, const char *text, const char *variant,
                   GError **error)
{
  g_autoptr(GHashTable) varied =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  Parser parser = {
      .set = set, .variant = variant, .varied = varied, .seen = seen, .error = error};

  find_varied(&parser, lines);
  for (guint i = 0; lines[i]; i++) {
    parser.line = i + 1;
    if (!g_utf8_validate(lines[i], -1, NULL))
      return fail(&parser, _("not UTF-8 text"));
    if (!read_line(&parser, lines[i]))
      return FALSE;
  }
  if (!variant || parser.variant_exists)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s: there is no variant “%s”"), set->origin, variant);
  return FALSE;
}
