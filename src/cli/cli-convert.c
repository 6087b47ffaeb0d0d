// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <stdio.h>

#include "base/base-error.h"
#include "cli/cli.h"
#include "io/structure-file.h"
#include "potential/learned/learned-model.h"

typedef struct {
  const char *in, *out;
  int frame; /* from 0; -1: all, or the last one if only one fits */
  gboolean json;
} Conversion;

typedef struct {
  TrajectoryReader *reader; /* owned */
  TrajectoryWriter *writer; /* owned */
  guint n_read, n_written;
  int picked; /* number of the only frame written, or -1 */
} Work;

static gboolean
write_picked(Work *work, const Frame *frame, guint number, GError **error)
{
  work->picked = (int)number;
  work->n_written = 1;
  return trajectory_writer_add(work->writer, frame, error);
}

/* Reads on to the frame that is wanted, or to the last one. */
static gboolean
convert_one(Work *work, int wanted, GError **error)
{
  g_autoptr(GError) trouble = NULL;
  g_autoptr(Frame) last = NULL;
  Frame *next;

  while ((next = trajectory_reader_next(work->reader, &trouble)) != NULL) {
    frame_unref(last);
    last = next;
    if ((int)work->n_read++ == wanted)
      return write_picked(work, last, (guint)wanted, error);
  }
  if (trouble) {
    g_propagate_error(error, g_steal_pointer(&trouble));
    return FALSE;
  }
  if (wanted < 0)
    return write_picked(work, last, work->n_read - 1, error);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("there is no frame %d; the file has %u, counted from 0"), wanted,
              work->n_read);
  return FALSE;
}

static gboolean
convert_all(Work *work, GError **error)
{
  g_autoptr(CliProgress) progress = cli_progress_new("convert");
  g_autoptr(GError) trouble = NULL;
  Frame *next;

  while ((next = trajectory_reader_next(work->reader, &trouble)) != NULL) {
    g_autoptr(Frame) frame = next;
    work->n_read++;
    if (!trajectory_writer_add(work->writer, frame, error))
      return FALSE;
    work->n_written++;
    cli_progress_update(progress, trajectory_reader_progress(work->reader), NULL);
  }
  if (trouble)
    g_propagate_error(error, g_steal_pointer(&trouble));
  return *error == NULL;
}

static gboolean
convert(const Conversion *conversion, Work *work, GError **error)
{
  work->reader = trajectory_reader_open(conversion->in, error);
  if (!work->reader)
    return FALSE;
  work->writer = trajectory_writer_open(conversion->out, error);
  if (!work->writer)
    return FALSE;
  gboolean one = conversion->frame >= 0 || trajectory_writer_is_single(work->writer);
  if (!(one ? convert_one(work, conversion->frame, error) : convert_all(work, error)))
    return FALSE;
  return trajectory_writer_close(g_steal_pointer(&work->writer), error);
}

static void
print_result(const Conversion *conversion, const Work *work)
{
  const char *warning = trajectory_reader_warning(work->reader);

  if (warning)
    fprintf(stderr, _("warning: %s\n"), warning);
  if (conversion->json) {
    JsonBuilder *json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "output");
    json_builder_add_string_value(json, conversion->out);
    json_builder_set_member_name(json, "frames");
    json_builder_add_int_value(json, work->n_written);
    json_builder_end_object(json);
    cli_print_json(json);
  } else if (work->picked >= 0) {
    printf(_("%s: frame %d of %s\n"), conversion->out, work->picked, conversion->in);
  } else {
    printf(ngettext("%s: %u frame\n", "%s: %u frames\n", work->n_written),
           conversion->out, work->n_written);
  }
}

/* A learned potential becomes a plain file of weights. */
static int
convert_model(const Conversion *conversion)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnedModel) model = learned_model_open(conversion->in, &error);

  if (!model || !learned_model_save(model, conversion->out, &error))
    return cli_fail("convert", g_steal_pointer(&error));
  printf("%s: %s\n", conversion->out, model->title);
  return CLI_DONE;
}

int
cli_convert(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  Conversion conversion = {.frame = -1};
  Work work = {.picked = -1};
  const GOptionEntry entries[] = {
      {"frame", 0, 0, G_OPTION_ARG_INT, &conversion.frame,
       N_("Only this one, counted from 0 (for a format of one frame: the last)"), "K"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &conversion.json, N_("What was written as JSON"),
       NULL},
      G_OPTION_ENTRY_NULL};

  if (!cli_parse(&argc, &argv, entries, "IN OUT",
                 _("From one file format to another, told by content and by the name of "
                   "OUT: extended xyz, LAMMPS data and dump, POSCAR, XDATCAR. A learned "
                   "potential (state.pt) becomes one plain file of weights."),
                 2, 2))
    return CLI_USAGE;
  if (conversion.frame < -1)
    return cli_misuse("convert", _("--frame must not be negative"));
  conversion.in = argv[1];
  conversion.out = argv[2];
  if (learned_model_recognises(conversion.in))
    return convert_model(&conversion);
  gboolean done = convert(&conversion, &work, &error);
  if (done)
    print_result(&conversion, &work);
  trajectory_reader_free(work.reader);
  trajectory_writer_abort(work.writer);
  return done ? CLI_DONE : cli_fail("convert", error);
}
