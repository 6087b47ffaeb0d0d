// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/line-reader.h"

#include <gio/gio.h>

#include "file-support.h"

static void
test_ends(void)
{
  g_autofree char *path = support_write("ends.txt", "one\r\ntwo\n\nfour");
  g_autoptr(LineReader) reader = line_reader_open(path, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr(line_reader_next(reader, &error), ==, "one");
  g_assert_cmpstr(line_reader_next(reader, &error), ==, "two");
  g_assert_cmpstr(line_reader_next(reader, &error), ==, "");
  g_assert_cmpstr(line_reader_next(reader, &error), ==, "four");
  g_assert_cmpuint(line_reader_line(reader), ==, 4);
  g_assert_null(line_reader_next(reader, &error));
  g_assert_no_error(error);
  g_assert_null(line_reader_expect(reader, "a fifth line", &error));
  g_assert_nonnull(strstr(error->message, "ends.txt:4: "));
  g_assert_nonnull(strstr(error->message, "a fifth line"));
}

static void
test_unread(void)
{
  g_autofree char *path = support_write("unread.txt", "one\ntwo\n");
  g_autoptr(LineReader) reader = line_reader_open(path, NULL);

  line_reader_next(reader, NULL);
  line_reader_unread(reader);
  g_assert_cmpuint(line_reader_line(reader), ==, 0);
  g_assert_cmpstr(line_reader_next(reader, NULL), ==, "one");
  g_assert_cmpstr(line_reader_next(reader, NULL), ==, "two");
}

static void
test_head(void)
{
  g_autofree char *path = support_write("head.txt", "one\ntwo\nthree");
  g_autoptr(LineReader) reader = line_reader_open(path, NULL);
  g_auto(GStrv) head = line_reader_head(reader, NULL);

  g_assert_cmpstr(head[0], ==, "one");
  g_assert_cmpstr(head[2], ==, "three");
  g_assert_cmpstr(line_reader_next(reader, NULL), ==, "one");
}

/* Far more than any buffer, with lines longer than a chunk. */
static void
test_long(void)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint k = 0; k < 40; k++) {
    g_string_append_printf(text, "%u ", k);
    for (guint m = 0; m < 997 * k; m++)
      g_string_append_c(text, (char)('a' + m % 26));
    g_string_append_c(text, '\n');
  }
  g_autofree char *path = support_write("long.txt", text->str);
  g_autoptr(LineReader) reader = line_reader_open(path, NULL);
  for (guint k = 0; k < 40; k++) {
    const char *line = line_reader_next(reader, NULL);
    g_assert_cmpuint(strtoul(line, NULL, 10), ==, k);
    g_assert_cmpuint(strlen(strchr(line, ' ') + 1), ==, 997 * k);
  }
  g_assert_null(line_reader_next(reader, NULL));
  g_assert_cmpfloat(line_reader_progress(reader), ==, 1.0);
}

static void
write_gzip(const char *path, const char *text, gsize cut)
{
  g_autoptr(GZlibCompressor) gzip =
      g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  char packed[1024];
  gsize read, written;

  g_assert_cmpint(g_converter_convert(G_CONVERTER(gzip), text, strlen(text), packed,
                                      sizeof packed, G_CONVERTER_INPUT_AT_END, &read,
                                      &written, NULL),
                  ==, G_CONVERTER_FINISHED);
  g_assert_true(g_file_set_contents(path, packed, (gssize)(written - cut), NULL));
}

static void
test_gzip(void)
{
  g_autofree char *path = support_path("packed-without-suffix");
  g_autoptr(GError) error = NULL;

  write_gzip(path, "one\ntwo\n", 0);
  g_autoptr(LineReader) reader = line_reader_open(path, &error);
  g_assert_cmpstr(line_reader_next(reader, &error), ==, "one");
  g_assert_cmpstr(line_reader_next(reader, &error), ==, "two");
  g_assert_null(line_reader_next(reader, &error));
  g_assert_no_error(error);
}

static void
test_cut_gzip(void)
{
  g_autofree char *path = support_path("cut.gz");
  g_autoptr(GError) error = NULL;

  write_gzip(path, "one\ntwo\nthree and some more text\n", 12);
  g_autoptr(LineReader) reader = line_reader_open(path, &error);
  while (!error && line_reader_next(reader, &error))
    ;
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_nonnull(strstr(error->message, "cut.gz"));
}

static void
test_missing(void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(line_reader_open("/nowhere/at-all.xyz", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_nonnull(strstr(error->message, "/nowhere/at-all.xyz"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line-reader/every line end is one", test_ends);
  g_test_add_func("/line-reader/a line can be handed back", test_unread);
  g_test_add_func("/line-reader/the head is not consumed", test_head);
  g_test_add_func("/line-reader/lines may exceed the buffer", test_long);
  g_test_add_func("/line-reader/gzip is told by content", test_gzip);
  g_test_add_func("/line-reader/a cut gzip is an error", test_cut_gzip);
  g_test_add_func("/line-reader/a missing file is named", test_missing);
  int status = g_test_run();
  support_clean();
  return status;
}
