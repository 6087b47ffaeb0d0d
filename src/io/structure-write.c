// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/structure-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "io/structure-format.h"

struct TrajectoryWriter {
  char *path, *temporary;    /* owned */
  const WriteFormat *format; /* static */
  int fd;                    /* of temporary, to bring it to the disk */
  GOutputStream *output;     /* owned */
  GString *text;             /* owned */
  guint n_frames;
};

static const WriteFormat *const formats[] = {
    &xdatcar_write_format,     &poscar_write_format, &lammps_data_write_format,
    &lammps_dump_write_format, &extxyz_write_format,
};

static gboolean
fail(const TrajectoryWriter *writer, GError **error, const char *reason)
{
  g_autofree char *name = g_filename_display_name(writer->path);

  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", name, reason);
  return FALSE;
}

static const WriteFormat *
format_for(const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (structure_name_has_suffix(path, formats[i]->suffixes))
      return formats[i];
  g_autofree char *name = g_filename_display_name(path);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("%s: the name ends in none of .extxyz .xyz .data .lmp .dump .lammpstrj "
                ".vasp, nor is it POSCAR or XDATCAR"),
              name);
  return NULL;
}

static gboolean
open_output(TrajectoryWriter *writer, GError **error)
{
  g_autoptr(GError) cause = NULL;

  writer->temporary = g_strconcat(writer->path, ".XXXXXX", NULL);
  writer->fd = g_mkstemp_full(writer->temporary, O_RDWR, 0666);
  if (writer->fd < 0) {
    g_clear_pointer(&writer->temporary, g_free);
    return fail(writer, error, g_strerror(errno));
  }
  g_autoptr(GFile) file = g_file_new_for_path(writer->temporary);
  GFileOutputStream *stream = g_file_append_to(file, G_FILE_CREATE_NONE, NULL, &cause);
  if (!stream)
    return fail(writer, error, cause->message);
  writer->output = G_OUTPUT_STREAM(stream);
  if (g_str_has_suffix(writer->path, ".gz")) {
    g_autoptr(GZlibCompressor) gzip =
        g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
    writer->output =
        g_converter_output_stream_new(G_OUTPUT_STREAM(stream), G_CONVERTER(gzip));
    g_object_unref(stream);
  }
  return TRUE;
}

TrajectoryWriter *
trajectory_writer_open(const char *path, GError **error)
{
  g_return_val_if_fail(path != NULL, NULL);

  const WriteFormat *format = format_for(path, error);
  if (!format)
    return NULL;
  g_autoptr(TrajectoryWriter) writer = g_new0(TrajectoryWriter, 1);
  writer->path = g_strdup(path);
  writer->format = format;
  writer->fd = -1;
  writer->text = g_string_new(NULL);
  if (!open_output(writer, error))
    return NULL;
  return g_steal_pointer(&writer);
}

gboolean
trajectory_writer_is_single(const TrajectoryWriter *writer)
{
  g_return_val_if_fail(writer != NULL, FALSE);

  return writer->format->single;
}

gboolean
trajectory_writer_add(TrajectoryWriter *writer, const Frame *frame, GError **error)
{
  g_return_val_if_fail(writer != NULL && frame != NULL, FALSE);

  g_autoptr(GError) cause = NULL;

  if (writer->format->single && writer->n_frames > 0) {
    g_autofree char *reason =
        g_strdup_printf(_("a %s file holds one frame only"), writer->format->name);
    fail(writer, error, reason);
    return FALSE;
  }
  g_string_truncate(writer->text, 0);
  if (!writer->format->append(writer->text, frame, writer->n_frames, &cause) ||
      !g_output_stream_write_all(writer->output, writer->text->str, writer->text->len,
                                 NULL, NULL, &cause))
    return fail(writer, error, cause->message);
  writer->n_frames++;
  return TRUE;
}

static void
free_writer(TrajectoryWriter *writer)
{
  g_clear_object(&writer->output);
  if (writer->fd >= 0)
    close(writer->fd);
  g_string_free(writer->text, TRUE);
  g_free(writer->temporary);
  g_free(writer->path);
  g_free(writer);
}

gboolean
trajectory_writer_close(TrajectoryWriter *writer, GError **error)
{
  g_return_val_if_fail(writer != NULL, FALSE);

  g_autoptr(GError) cause = NULL;
  gboolean done = FALSE;

  if (!g_output_stream_close(writer->output, NULL, &cause))
    fail(writer, error, cause->message);
  else if (g_fsync(writer->fd) != 0 || g_rename(writer->temporary, writer->path) != 0)
    fail(writer, error, g_strerror(errno));
  else
    done = TRUE;
  if (!done)
    g_unlink(writer->temporary);
  free_writer(writer);
  return done;
}

void
trajectory_writer_abort(TrajectoryWriter *writer)
{
  if (!writer)
    return;
  if (writer->output)
    g_output_stream_close(writer->output, NULL, NULL);
  if (writer->temporary)
    g_unlink(writer->temporary);
  free_writer(writer);
}

gboolean
structure_write(const char *path, const Frame *frame, GError **error)
{
  g_autoptr(TrajectoryWriter) writer = trajectory_writer_open(path, error);

  if (!writer || !trajectory_writer_add(writer, frame, error))
    return FALSE;
  return trajectory_writer_close(g_steal_pointer(&writer), error);
}
