// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Movies: pictures in, a WebM (VP9 or VP8) or MP4 (H.264) file out. The encoder is a
 * program of its own, found at run time: gst-launch-1.0 of GStreamer with the elements it
 * needs, or else ffmpeg. It writes beside path; what is complete takes the place of what
 * was there. It gets the pictures through a pipe, so that a crash of an encoder is an
 * error here and nothing else. Linking to neither keeps both optional.
 *
 * One thread per writer; movie_writer_add waits while the encoder is busy. Ignores
 * SIGPIPE in the whole process, as GIO's sockets do. */
#pragma once

#include <glib.h>

typedef struct MovieWriter MovieWriter;

/* Whether the name ends in .webm or .mp4. */
gboolean movie_is_name(const char *path);
/* Whether an encoder is there for this kind of file; otherwise error says what could be
 * installed. */
gboolean movie_is_possible(const char *path, GError **error);

/* width and height in pixels, even for MP4; pictures per second > 0. */
MovieWriter *movie_writer_new(const char *path, int width, int height, int rate,
                              GError **error);
/* One picture: RGBA, rows from the top, width × 4 bytes each; alpha is ignored. */
gboolean movie_writer_add(MovieWriter *writer, const guint8 *rgba, GError **error);
/* Waits until the file is complete. */
gboolean movie_writer_finish(MovieWriter *writer, GError **error);
/* Before it has finished: stops the encoder and leaves nothing. */
void movie_writer_free(MovieWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MovieWriter, movie_writer_free)
