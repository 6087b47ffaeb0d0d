// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/line-reader.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define CHUNK        65536
#define LONGEST_LINE (16 * 1024 * 1024)
#define LONGEST_TOLD 400 /* characters of a message */

struct LineReader {
  char *name;
  GInputStream *file;  /* what progress is measured on */
  GInputStream *input; /* file, or decompressed from it */
  goffset size;        /* bytes of the file, 0: unknown */
  char *buffer;        /* owned; buffer[begin … end) is not consumed */
  gsize room, begin, end;
  gboolean at_end;
  guint line;
  char *last; /* in buffer: the line returned last */
  gboolean unread;
};

static GFile *
file_for(const char *path)
{
  if (g_str_has_prefix(path, "resource://") || g_str_has_prefix(path, "file://"))
    return g_file_new_for_uri(path);
  return g_file_new_for_path(path);
}

static gboolean
fail_for_system(const LineReader *reader, GError **error, const GError *cause)
{
  if (reader->line > 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_FAILED, "%s", cause->message);
  g_autofree char *name = g_filename_display_name(reader->name);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", name, cause->message);
  return FALSE;
}

/* One more chunk into the buffer, or the end noticed. */
static gboolean
fill(LineReader *reader, GError **error)
{
  g_autoptr(GError) cause = NULL;

  if (reader->begin > 0) {
    memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
    reader->end -= reader->begin;
    reader->begin = 0;
  }
  if (reader->room - reader->end < CHUNK) {
    if (reader->room > LONGEST_LINE)
      return line_reader_fail_at(reader, reader->line + 1, error, VITRINE_ERROR_SYNTAX,
                                 _("line without end: this is not a text file"));
    reader->room *= 2;
    reader->buffer = g_realloc(reader->buffer, reader->room + 1);
  }
  gssize got = g_input_stream_read(reader->input, reader->buffer + reader->end, CHUNK,
                                   NULL, &cause);
  if (got < 0)
    return fail_for_system(reader, error, cause);
  reader->at_end = got == 0;
  reader->end += got;
  return TRUE;
}

static gboolean
open_streams(LineReader *reader, const char *path, GError **error)
{
  g_autoptr(GFile) file = file_for(path);
  g_autoptr(GError) cause = NULL;
  GFileInputStream *stream = g_file_read(file, NULL, &cause);

  if (!stream)
    return fail_for_system(reader, error, cause);
  reader->file = G_INPUT_STREAM(stream);
  g_autoptr(GFileInfo) info = g_file_query_info(file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                G_FILE_QUERY_INFO_NONE, NULL, NULL);
  reader->size = info ? g_file_info_get_size(info) : 0;

  g_autoptr(GInputStream) buffered =
      g_buffered_input_stream_new_sized(reader->file, CHUNK);
  GBufferedInputStream *peek = G_BUFFERED_INPUT_STREAM(buffered);
  guchar magic[2] = {0};
  if (g_buffered_input_stream_fill(peek, -1, NULL, &cause) < 0)
    return fail_for_system(reader, error, cause);
  g_buffered_input_stream_peek(peek, magic, 0, sizeof magic);
  if (magic[0] == 0x1f && magic[1] == 0x8b) {
    g_autoptr(GZlibDecompressor) gunzip =
        g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
    reader->input = g_converter_input_stream_new(buffered, G_CONVERTER(gunzip));
  } else {
    reader->input = g_steal_pointer(&buffered);
  }
  return TRUE;
}

LineReader *
line_reader_open(const char *path, GError **error)
{
  g_return_val_if_fail(path != NULL, NULL);

  g_autoptr(LineReader) reader = g_new0(LineReader, 1);
  reader->name = g_filename_display_name(path);
  reader->room = 2 * CHUNK;
  reader->buffer = g_malloc(reader->room + 1);
  if (!open_streams(reader, path, error))
    return NULL;
  return g_steal_pointer(&reader);
}

void
line_reader_free(LineReader *reader)
{
  if (!reader)
    return;
  g_clear_object(&reader->input);
  g_clear_object(&reader->file);
  g_free(reader->buffer);
  g_free(reader->name);
  g_free(reader);
}

const char *
line_reader_name(const LineReader *reader)
{
  return reader->name;
}

guint
line_reader_line(const LineReader *reader)
{
  return reader->line;
}

double
line_reader_progress(const LineReader *reader)
{
  if (reader->size <= 0 || !G_IS_SEEKABLE(reader->file))
    return reader->at_end ? 1.0 : 0.0;
  double done = (double)g_seekable_tell(G_SEEKABLE(reader->file));
  return CLAMP(done / (double)reader->size, 0.0, 1.0);
}

char **
line_reader_head(LineReader *reader, GError **error)
{
  g_return_val_if_fail(reader != NULL && reader->line == 0, NULL);

  while (!reader->at_end && reader->end < CHUNK)
    if (!fill(reader, error))
      return NULL;
  g_autofree char *text = g_strndup(reader->buffer, reader->end);
  char **lines = g_strsplit(text, "\n", -1);
  guint n = g_strv_length(lines);
  if (!reader->at_end && n > 1)
    g_clear_pointer(&lines[n - 1], g_free);
  return lines;
}

static char *
cut_line(LineReader *reader, gsize length, gboolean with_end)
{
  char *line = reader->buffer + reader->begin;

  reader->begin += length + (with_end ? 1 : 0);
  line[length] = '\0';
  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
  reader->line++;
  reader->last = line;
  return line;
}

char *
line_reader_next(LineReader *reader, GError **error)
{
  g_return_val_if_fail(reader != NULL, NULL);

  gsize searched = 0;

  if (reader->unread) {
    reader->unread = FALSE;
    reader->line++;
    return reader->last;
  }
  for (;;) {
    gsize waiting = reader->end - reader->begin;
    const char *from = reader->buffer + reader->begin + searched;
    const char *found =
        waiting > searched ? memchr(from, '\n', waiting - searched) : NULL;
    if (found)
      return cut_line(reader, found - (reader->buffer + reader->begin), TRUE);
    if (reader->at_end)
      return waiting > 0 ? cut_line(reader, waiting, FALSE) : NULL;
    searched = waiting;
    if (!fill(reader, error))
      return NULL;
  }
}

char *
line_reader_expect(LineReader *reader, const char *what, GError **error)
{
  GError *cause = NULL;
  char *line = line_reader_next(reader, &cause);

  if (line)
    return line;
  if (cause)
    g_propagate_error(error, cause);
  else
    line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                     _("the file ends here, expected %s"), what);
  return NULL;
}

void
line_reader_unread(LineReader *reader)
{
  g_return_if_fail(reader != NULL && reader->last != NULL && !reader->unread);

  reader->unread = TRUE;
  reader->line--;
}

/* The middle goes: a reason may stand before or behind what is quoted. */
static char *
shorten(const char *text)
{
  const char *head_end = g_utf8_offset_to_pointer(text, LONGEST_TOLD / 2);
  const char *tail =
      g_utf8_offset_to_pointer(text, g_utf8_strlen(text, -1) - LONGEST_TOLD / 2);

  return g_strdup_printf("%.*s…%s", (int)(head_end - text), text, tail);
}

/* Messages quote what files say, which may be anything. */
static char *
make_readable(const char *message)
{
  char *text = g_utf8_make_valid(message, -1);

  for (char *c = text; *c; c = g_utf8_next_char(c))
    if (g_unichar_iscntrl(g_utf8_get_char(c)))
      memset(c, '?', g_utf8_next_char(c) - c);
  if (g_utf8_strlen(text, -1) <= LONGEST_TOLD)
    return text;
  char *less = shorten(text);
  g_free(text);
  return less;
}

static void
set_error_at(const LineReader *reader, guint line, GError **error, VitrineError code,
             const char *format, va_list args)
{
  g_autofree char *message = g_strdup_vprintf(format, args);
  g_autofree char *name = g_filename_display_name(reader->name);
  g_autofree char *text = make_readable(message);

  g_set_error(error, VITRINE_ERROR, code, "%s:%u: %s", name, MAX(line, 1), text);
}

gboolean
line_reader_fail(const LineReader *reader, GError **error, VitrineError code,
                 const char *format, ...)
{
  va_list args;

  va_start(args, format);
  set_error_at(reader, reader->line, error, code, format, args);
  va_end(args);
  return FALSE;
}

gboolean
line_reader_fail_at(const LineReader *reader, guint line, GError **error,
                    VitrineError code, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  set_error_at(reader, line, error, code, format, args);
  va_end(args);
  return FALSE;
}
