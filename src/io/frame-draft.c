// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/frame-draft.h"

#include <glib/gi18n.h>

#include "base/units.h"
#include "io/line-fields.h"

#define THINNEST_CELL  1.0 /* Å */
#define ATOM(draft, i) (&g_array_index((draft)->atoms, DraftAtom, (i)))

void
frame_draft_init(FrameDraft *draft)
{
  *draft = (FrameDraft){.atoms = g_array_new(FALSE, TRUE, sizeof(DraftAtom)),
                        .values = g_array_new(FALSE, FALSE, sizeof(float))};
  frame_draft_reset(draft);
}

void
frame_draft_clear(FrameDraft *draft)
{
  g_clear_pointer(&draft->atoms, g_array_unref);
  g_clear_pointer(&draft->values, g_array_unref);
  g_clear_pointer(&draft->warning, g_free);
}

void
frame_draft_reset(FrameDraft *draft)
{
  GArray *atoms = draft->atoms, *values = draft->values;

  g_free(draft->warning);
  g_array_set_size(atoms, 0);
  g_array_set_size(values, 0);
  *draft = (FrameDraft){
      .atoms = atoms, .values = values, .target = NAN, .energy = NAN, .virial = {NAN}};
}

gboolean
frame_draft_add_column(FrameDraft *draft, const char *name, const char *unit)
{
  if (draft->n_columns == ATOM_COLUMNS_MOST)
    return FALSE;
  draft->column[draft->n_columns++] =
      (AtomColumn){g_intern_string(name), g_intern_string(unit)};
  return TRUE;
}

static float
word_to_value(const char *word)
{
  double value;

  if (field_to_double(word, &value))
    return (float)value;
  return g_str_equal(word, "T") ? 1.0f : g_str_equal(word, "F") ? 0.0f : NAN;
}

void
frame_draft_add_atom(FrameDraft *draft, DraftAtom *atom, char *const *words,
                     const int *at)
{
  atom->row = draft->atoms->len;
  g_array_append_val(draft->atoms, *atom);
  for (guint k = 0; k < draft->n_columns; k++) {
    float value = word_to_value(words[at[k]]);
    g_array_append_val(draft->values, value);
  }
}

gboolean
frame_draft_make_cell(Cell *cell, const Vec3 vector[3], Vec3 origin,
                      const LineReader *reader, GError **error)
{
  if (!cell_init(cell, vector[0], vector[1], vector[2], origin))
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("the cell vectors span no volume"));
  if (cell_smallest_height(cell) < THINNEST_CELL)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("the cell is only %g Å thick; lengths are in Å"),
                            cell_smallest_height(cell));
  return TRUE;
}

static int
compare_ids(const void *p, const void *q)
{
  const DraftAtom *a = p, *b = q;

  return a->id < b->id ? -1 : a->id > b->id;
}

static gboolean
sort_by_id(FrameDraft *draft, const LineReader *reader, GError **error)
{
  g_array_sort(draft->atoms, compare_ids);
  for (guint i = 1; i < draft->atoms->len; i++)
    if (ATOM(draft, i)->id == ATOM(draft, i - 1)->id)
      return line_reader_fail_at(
          reader, MAX(ATOM(draft, i)->line, ATOM(draft, i - 1)->line), error,
          VITRINE_ERROR_INPUT, _("atom %lld comes twice"), (long long)ATOM(draft, i)->id);
  return TRUE;
}

/* In the order of the file's type numbers, else of first appearance. */
static SpeciesList *
list_species(const FrameDraft *draft, const LineReader *reader, GError **error)
{
  g_autoptr(SpeciesList) list = species_list_new();
  int least = G_MININT, next;

  do {
    next = G_MAXINT;
    for (guint i = 0; i < draft->atoms->len; i++) {
      const DraftAtom *atom = ATOM(draft, i);
      if (atom->type > least)
        next = MIN(next, atom->type);
    }
    for (guint i = 0; next < G_MAXINT && i < draft->atoms->len; i++) {
      const DraftAtom *atom = ATOM(draft, i);
      if (atom->type == next && species_list_add(list, atom->element) < 0) {
        line_reader_fail_at(reader, atom->line, error, VITRINE_ERROR_UNSUPPORTED,
                            _("more than %d elements"), SPECIES_MAX);
        return NULL;
      }
    }
    least = next;
  } while (next < G_MAXINT);
  return g_steal_pointer(&list);
}

static void
add_thermo(const FrameDraft *draft, Frame *frame)
{
  Thermo *thermo = &frame->thermo;
  double kinetic = 0.0, freedom = 3.0 * frame->n_atoms - 3.0;

  if (isnan(draft->energy))
    return;
  frame->has_thermo = TRUE;
  thermo->potential = draft->energy;
  for (guint k = 0; k < 6; k++)
    thermo->virial[k] = isnan(draft->virial[0]) ? NAN : draft->virial[k];
  for (guint i = 0; frame->velocity && i < frame->n_atoms; i++)
    kinetic += 0.5 * UNITS_MV2 * frame->species->element[frame->type[i]]->mass *
               vec3_norm2(frame->velocity[i]);
  thermo->kinetic = frame->velocity ? kinetic : NAN;
  thermo->temperature =
      freedom > 0.0 ? 2.0 * thermo->kinetic / (freedom * UNITS_KB) : NAN;
  thermo->conserved = thermo->potential + thermo->kinetic;
  thermo->pressure = (2.0 * thermo->kinetic + thermo->virial[0] + thermo->virial[1] +
                      thermo->virial[2]) /
                     (3.0 * frame->cell.volume);
}

static gboolean
copy_atoms(const FrameDraft *draft, Frame *frame, const LineReader *reader,
           GError **error)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    const DraftAtom *atom = ATOM(draft, i);
    int type = species_list_find(frame->species, atom->element->symbol);
    if (type < 0)
      return line_reader_fail_at(reader, atom->line, error, VITRINE_ERROR_INPUT,
                                 _("%s was not among the atoms of the first frame"),
                                 atom->element->symbol);
    frame->type[i] = (guint8)type;
    frame->position[i] = atom->position;
    if (frame->velocity)
      frame->velocity[i] = atom->velocity;
    if (frame->force)
      frame->force[i] = atom->force;
    if (frame->energy)
      frame->energy[i] = atom->energy;
    if (frame->deviation)
      frame->deviation[i] = atom->deviation;
  }
  return TRUE;
}

static AtomColumns *
copy_columns(const FrameDraft *draft)
{
  guint n = draft->n_columns;
  const float *from = (const float *)draft->values->data;

  if (n == 0)
    return NULL;
  AtomColumns *columns = atom_columns_new(draft->column, n, draft->atoms->len);
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < columns->n_atoms; i++)
      atom_columns_values(columns, k)[i] = from[(gsize)ATOM(draft, i)->row * n + k];
  return columns;
}

Frame *
frame_draft_finish(FrameDraft *draft, SpeciesList **species, LineReader *reader,
                   GError **error)
{
  if (draft->atoms->len == 0) {
    line_reader_fail(reader, error, VITRINE_ERROR_INPUT, _("no atoms"));
    return NULL;
  }
  if (draft->has_ids && !sort_by_id(draft, reader, error))
    return NULL;
  if (!*species && !(*species = list_species(draft, reader, error)))
    return NULL;
  g_autoptr(Frame) frame = frame_new(*species, draft->atoms->len, draft->fields);
  frame->cell = draft->cell;
  frame->step = draft->step;
  frame->time = draft->time;
  frame->target = draft->target;
  if (!copy_atoms(draft, frame, reader, error))
    return NULL;
  frame->columns = copy_columns(draft);
  add_thermo(draft, frame);
  return g_steal_pointer(&frame);
}
