// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Text files line by line with bounded memory: plain or gzip (told by content), from a
 * path or a resource:// URI. Knows where it is, so that every complaint names file and
 * line. One thread per reader. */
#pragma once

#include <glib.h>

#include "base/base-error.h"

typedef struct LineReader LineReader;

LineReader *line_reader_open(const char *path, GError **error);
void line_reader_free(LineReader *reader);

/* Path as given, for display. */
const char *line_reader_name(const LineReader *reader);
/* Number of the line that was returned last; the first is 1. */
guint line_reader_line(const LineReader *reader);
/* Fraction of the file that is read, 0…1. */
double line_reader_progress(const LineReader *reader);

/* Copies of the first lines (about 64 KB at most) without consuming them. Owner: caller;
 * NULL with error. */
char **line_reader_head(LineReader *reader, GError **error);

/* Next line without its end, valid and changeable until the next call; NULL without error
 * at the end of the file. */
char *line_reader_next(LineReader *reader, GError **error);
/* The same, but the end of the file is an error: "file ends, expected <what>". */
char *line_reader_expect(LineReader *reader, const char *what, GError **error);
/* The line returned last will be returned once more (if it was not changed). */
void line_reader_unread(LineReader *reader);

/* Sets "file:line: message" and returns FALSE. The message may quote what the file says:
 * it is made readable (UTF-8 without control characters, of some length). */
gboolean line_reader_fail(const LineReader *reader, GError **error, VitrineError code,
                          const char *format, ...) G_GNUC_PRINTF(4, 5);
/* The same for a line read before. */
gboolean line_reader_fail_at(const LineReader *reader, guint line, GError **error,
                             VitrineError code, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineReader, line_reader_free)
