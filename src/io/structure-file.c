// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/structure-file.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "io/path-unwrap.h"
#include "io/structure-format.h"

#define UNEVEN      0.02 /* of the spacing */
#define FILE_DIGITS 2e-5 /* relative: times are often written with six digits */

struct TrajectoryReader {
  LineReader *lines;        /* owned */
  const ReadFormat *format; /* static */
  gpointer parser;          /* owned, by format */
  FrameDraft draft;
  SpeciesList *species; /* of the first frame; owned */
  PathUnwrap *unwrap;   /* owned */
  guint8 *type;         /* of the first frame; owned */
  guint n_atoms, n_frames;
  double interval; /* ps between frames, NAN: as in the file */
  gboolean independent, guesses_time;
  char *warning;    /* the first one; owned */
  char *path_doubt; /* owned */
  char *time_doubt; /* owned */
  double first_clock, last_clock;
};

static const ReadFormat *const formats[] = {
    &lammps_dump_read_format, &xdatcar_read_format, &poscar_read_format,
    &lammps_data_read_format, &extxyz_read_format,
};

gboolean
structure_name_has_suffix(const char *path, const char *const *suffixes)
{
  g_autofree char *base = g_path_get_basename(path);
  g_autofree char *name = g_ascii_strdown(base, -1);

  if (g_str_has_suffix(name, ".gz"))
    name[strlen(name) - 3] = '\0';
  for (guint i = 0; suffixes[i]; i++) {
    if (*suffixes[i] == '.' ? g_str_has_suffix(name, suffixes[i])
                            : g_str_has_prefix(name, suffixes[i]))
      return TRUE;
  }
  return FALSE;
}

static const ReadFormat *
recognise(LineReader *lines, const char *path, GError **error)
{
  g_auto(GStrv) head = line_reader_head(lines, error);

  if (!head)
    return NULL;
  if (!head[0]) {
    line_reader_fail_at(lines, 1, error, VITRINE_ERROR_SYNTAX, _("the file is empty"));
    return NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (formats[i]->matches(head))
      return formats[i];
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (structure_name_has_suffix(path, formats[i]->suffixes))
      return formats[i];
  line_reader_fail_at(lines, 1, error, VITRINE_ERROR_SYNTAX,
                      _("not a structure file of a known format"));
  return NULL;
}

TrajectoryReader *
trajectory_reader_open(const char *path, GError **error)
{
  g_return_val_if_fail(path != NULL, NULL);

  g_autoptr(LineReader) lines = line_reader_open(path, error);
  const ReadFormat *format = lines ? recognise(lines, path, error) : NULL;

  if (!format)
    return NULL;
  TrajectoryReader *reader = g_new0(TrajectoryReader, 1);
  reader->lines = g_steal_pointer(&lines);
  reader->format = format;
  reader->parser = format->new_parser ? format->new_parser() : NULL;
  reader->unwrap = path_unwrap_new();
  reader->interval = NAN;
  frame_draft_init(&reader->draft);
  return reader;
}

void
trajectory_reader_free(TrajectoryReader *reader)
{
  if (!reader)
    return;
  if (reader->format->free_parser)
    reader->format->free_parser(reader->parser);
  line_reader_free(reader->lines);
  frame_draft_clear(&reader->draft);
  species_list_unref(reader->species);
  path_unwrap_free(reader->unwrap);
  g_free(reader->type);
  g_free(reader->warning);
  g_free(reader->path_doubt);
  g_free(reader->time_doubt);
  g_free(reader);
}

static void
note_first(const TrajectoryReader *reader, char **place, const char *text)
{
  if (!*place)
    *place = g_strdup_printf("%s:%u: %s", line_reader_name(reader->lines),
                             line_reader_line(reader->lines), text);
}

static void
warn(TrajectoryReader *reader, const char *text)
{
  note_first(reader, &reader->warning, text);
}

/* The atoms must be those of the first frame. */
static gboolean
check_atoms(TrajectoryReader *reader, const Frame *frame, GError **error)
{
  if (!reader->type) {
    reader->n_atoms = frame->n_atoms;
    reader->type = g_memdup2(frame->type, frame->n_atoms);
    return TRUE;
  }
  if (frame->n_atoms != reader->n_atoms)
    return line_reader_fail(reader->lines, error, VITRINE_ERROR_UNSUPPORTED,
                            _("this frame has %u atoms, the first one has %u"),
                            frame->n_atoms, reader->n_atoms);
  for (guint i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] != reader->type[i])
      return line_reader_fail_at(
          reader->lines, g_array_index(reader->draft.atoms, DraftAtom, i).line, error,
          VITRINE_ERROR_INPUT, _("this atom is %s, in the first frame it is %s"),
          frame->species->element[frame->type[i]]->symbol,
          frame->species->element[reader->type[i]]->symbol);
  return TRUE;
}

/* What is said of the interval must agree with times or steps that the file has. */
static void
check_clock(TrajectoryReader *reader, const Frame *frame)
{
  const FrameDraft *draft = &reader->draft;
  double clock = draft->has_time ? draft->time : (double)frame->step;
  double gap = clock - reader->last_clock;
  guint n = reader->n_frames;

  if (n == 0)
    reader->first_clock = clock;
  if (n >= 2) {
    double spacing = (reader->last_clock - reader->first_clock) / (n - 1);
    double tolerance =
        MIN(UNEVEN * fabs(spacing) + FILE_DIGITS * fabs(clock), 0.5 * fabs(spacing));
    if (fabs(gap - spacing) > tolerance) {
      const char *text =
          draft->has_time
              ? _("%g ps after the frame before, where the spacing was %g ps: one time "
                  "between frames does not hold for this file")
              : _("%g steps after the frame before, where the spacing was %g steps: one "
                  "time between frames does not hold for this file");
      g_autofree char *doubt = g_strdup_printf(text, gap, spacing);
      warn(reader, doubt);
      note_first(reader, &reader->time_doubt, doubt);
    }
  }
  reader->last_clock = clock;
}

static void
set_time(TrajectoryReader *reader, Frame *frame)
{
  const FrameDraft *draft = &reader->draft;
  double guess = draft->has_step ? UNITS_FS : reader->format->guessed_interval;

  if (!draft->has_step)
    frame->step = reader->n_frames;
  if (!isnan(reader->interval)) {
    check_clock(reader, frame);
    frame->time = reader->n_frames * reader->interval;
    return;
  }
  if (draft->has_time)
    return;
  frame->time = (double)frame->step * guess;
  reader->guesses_time = TRUE;
  if (reader->n_frames == 1) {
    g_autofree char *text = g_strdup_printf(
        draft->has_step ? _("no times in the file: a step is taken as %g ps")
                        : _("no times in the file: frames are taken as %g ps apart"),
        guess);
    warn(reader, text);
  }
}

static void
unwrap_frame(TrajectoryReader *reader, Frame *frame)
{
  int atom = path_unwrap_apply(reader->unwrap, &reader->draft, frame);

  if (atom < 0)
    return;
  g_autofree char *text = g_strdup_printf(
      _("atom %d moves almost half the cell between two frames: its path is a guess"),
      atom + 1);
  warn(reader, text);
  note_first(reader, &reader->path_doubt, text);
}

/* Forgets what the frames before were made of. */
static void
forget_path(TrajectoryReader *reader)
{
  g_clear_pointer(&reader->type, g_free);
  g_clear_pointer(&reader->species, species_list_unref);
  path_unwrap_free(reader->unwrap);
  reader->unwrap = path_unwrap_new();
}

Frame *
trajectory_reader_next(TrajectoryReader *reader, GError **error)
{
  g_return_val_if_fail(reader != NULL, NULL);

  FrameDraft *draft = &reader->draft;
  GError *cause = NULL;

  if (reader->independent && reader->n_frames > 0)
    forget_path(reader);
  frame_draft_reset(draft);
  if (!reader->format->read(reader->parser, reader->lines, draft, &cause)) {
    if (!cause && reader->n_frames == 0)
      line_reader_fail(reader->lines, &cause, VITRINE_ERROR_SYNTAX,
                       _("the file holds no frame"));
    if (cause)
      g_propagate_error(error, cause);
    return NULL;
  }
  g_autoptr(Frame) frame =
      frame_draft_finish(draft, &reader->species, reader->lines, error);
  if (!frame || !check_atoms(reader, frame, error))
    return NULL;
  if (draft->warning)
    warn(reader, draft->warning);
  unwrap_frame(reader, frame);
  set_time(reader, frame);
  reader->n_frames++;
  return g_steal_pointer(&frame);
}

void
trajectory_reader_set_interval(TrajectoryReader *reader, double interval)
{
  g_return_if_fail(reader != NULL && interval > 0.0);

  reader->interval = interval;
}

void
trajectory_reader_set_independent(TrajectoryReader *reader)
{
  g_return_if_fail(reader != NULL);

  reader->independent = TRUE;
}

gboolean
trajectory_reader_guesses_time(const TrajectoryReader *reader)
{
  g_return_val_if_fail(reader != NULL, FALSE);

  return reader->guesses_time;
}

const char *
trajectory_reader_warning(const TrajectoryReader *reader)
{
  g_return_val_if_fail(reader != NULL, NULL);

  return reader->warning;
}

const char *
trajectory_reader_path_doubt(const TrajectoryReader *reader)
{
  g_return_val_if_fail(reader != NULL, NULL);

  return reader->path_doubt;
}

const char *
trajectory_reader_time_doubt(const TrajectoryReader *reader)
{
  g_return_val_if_fail(reader != NULL, NULL);

  return reader->time_doubt;
}

double
trajectory_reader_progress(const TrajectoryReader *reader)
{
  g_return_val_if_fail(reader != NULL, 0.0);

  return line_reader_progress(reader->lines);
}

Frame *
structure_read(const char *path, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);

  return reader ? trajectory_reader_next(reader, error) : NULL;
}

gboolean
structure_is_trajectory(const char *path)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  g_autoptr(Frame) first = reader ? trajectory_reader_next(reader, NULL) : NULL;
  g_autoptr(Frame) second = first ? trajectory_reader_next(reader, NULL) : NULL;

  return second != NULL;
}
