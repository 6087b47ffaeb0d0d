// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "reference-file.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

static char *
read_gzip(const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path(path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) raw = g_file_read(file, NULL, &error);
  g_assert_no_error(error);
  g_autoptr(GZlibDecompressor) gzip =
      g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) in =
      g_converter_input_stream_new(G_INPUT_STREAM(raw), G_CONVERTER(gzip));
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
  g_output_stream_splice(out, in, 0, NULL, &error);
  g_assert_no_error(error);
  g_output_stream_write_all(out, "", 1, NULL, NULL, &error);
  g_assert_no_error(error);
  g_output_stream_close(out, NULL, &error);
  g_assert_no_error(error);
  return g_memory_output_stream_steal_data(G_MEMORY_OUTPUT_STREAM(out));
}

static GHashTable *
read_header(const char *line)
{
  GHashTable *header = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GRegex) regex = g_regex_new("(\\S+?)=(?:\"([^\"]*)\"|(\\S+))", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_regex_match(regex, line, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
    g_autofree char *quoted = g_match_info_fetch(match, 2);
    g_autofree char *bare = g_match_info_fetch(match, 3);
    g_hash_table_insert(header, g_match_info_fetch(match, 1),
                        g_strconcat(quoted, bare ? bare : "", NULL));
  }
  return header;
}

static void
read_atom(Frame *frame, guint i, const char *line)
{
  char symbol[8];
  double v[6];
  g_assert_cmpint(sscanf(line, "%7s", symbol), ==, 1);
  char *rest = (char *)line + strlen(symbol);
  for (int k = 0; k < 6; k++)
    v[k] = g_ascii_strtod(rest, &rest);
  frame->type[i] = species_list_add(frame->species, element_lookup(symbol));
  frame->position[i] = vec3(v[0], v[1], v[2]);
  frame->force[i] = vec3(v[3], v[4], v[5]);
}

ReferenceFile *
reference_file_read(const char *name)
{
  g_autofree char *base = g_strconcat(name, ".extxyz.gz", NULL);
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "forces", base, NULL);
  g_autofree char *text = read_gzip(path);
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  guint n = g_ascii_strtoull(line[0], NULL, 10);
  double l[9];

  ReferenceFile *file = g_new0(ReferenceFile, 1);
  file->header = read_header(line[1]);
  SpeciesList *species = species_list_new();
  file->frame = frame_new(species, n, FRAME_FORCE);
  species_list_unref(species);
  reference_file_numbers(file, "Lattice", 9, l);
  g_assert_true(cell_init(&file->frame->cell, vec3(l[0], l[1], l[2]),
                          vec3(l[3], l[4], l[5]), vec3(l[6], l[7], l[8]), vec3(0, 0, 0)));
  for (guint i = 0; i < n; i++)
    read_atom(file->frame, i, line[i + 2]);
  return file;
}

void
reference_file_free(ReferenceFile *file)
{
  if (!file)
    return;
  frame_unref(file->frame);
  g_hash_table_unref(file->header);
  g_free(file);
}

double
reference_file_number(const ReferenceFile *file, const char *key)
{
  const char *text = g_hash_table_lookup(file->header, key);
  return text ? g_ascii_strtod(text, NULL) : 0.0;
}

void
reference_file_numbers(const ReferenceFile *file, const char *key, guint n,
                       double *number)
{
  char *rest = g_hash_table_lookup(file->header, key);
  g_assert_nonnull(rest);
  for (guint i = 0; i < n; i++)
    number[i] = g_ascii_strtod(rest, &rest);
}
