// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/movie-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "base/base-error.h"

#define MOST_COMPLAINT 400

struct MovieWriter {
  GSubprocess *encoder; /* owned */
  char *path, *part;    /* owned; where it goes, and where it is until then */
  char *log;            /* owned: what the encoder says on stderr */
  gsize picture_size;
  gboolean finished;
};

/* Ways to encode, best first. */
typedef struct {
  const char *suffix, *encoder, *muxer, *settings;
} GstWay;

static const GstWay GST_WAYS[] = {
    {".webm", "vp9enc", "webmmux",
     "deadline=1 cpu-used=6 threads=4 row-mt=true end-usage=cq cq-level=26 "
     "target-bitrate=20000000"},
    {".webm", "vp8enc", "webmmux",
     "deadline=1 cpu-used=4 threads=4 end-usage=cq cq-level=12 target-bitrate=8000000"},
    {".mp4", "x264enc", "mp4mux", "pass=quant quantizer=20 speed-preset=veryfast"},
    {".mp4", "openh264enc", "mp4mux", "bitrate=8000000"},
};

typedef struct {
  const char *suffix, *codec, *settings;
} FfmpegWay;

static const FfmpegWay FFMPEG_WAYS[] = {
    {".webm", "libvpx-vp9", "-crf 26 -b:v 0 -deadline realtime -cpu-used 6"},
    {".mp4", "libx264", "-crf 20 -preset veryfast -movflags +faststart"},
};

static gboolean
ends_in(const char *path, const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);
  return g_str_has_suffix(lower, suffix);
}

gboolean
movie_is_name(const char *path)
{
  return ends_in(path, ".webm") || ends_in(path, ".mp4");
}

static gboolean
has_element(const char *inspect, const char *element)
{
  const char *const argv[] = {inspect, "--exists", element, NULL};
  int status = 1;

  return g_spawn_sync(NULL, (char **)argv, NULL,
                      G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                      NULL, NULL, &status, NULL) &&
         g_spawn_check_wait_status(status, NULL);
}

static const GstWay *
find_gst_way(const char *path)
{
  g_autofree char *launch = g_find_program_in_path("gst-launch-1.0");
  g_autofree char *inspect = g_find_program_in_path("gst-inspect-1.0");

  if (!launch || !inspect || !has_element(inspect, "rawvideoparse") ||
      !has_element(inspect, "videoconvert"))
    return NULL;
  for (guint k = 0; k < G_N_ELEMENTS(GST_WAYS); k++) {
    const GstWay *way = &GST_WAYS[k];
    if (ends_in(path, way->suffix) && has_element(inspect, way->encoder) &&
        has_element(inspect, way->muxer))
      return way;
  }
  return NULL;
}

static const FfmpegWay *
find_ffmpeg_way(const char *path)
{
  g_autofree char *program = g_find_program_in_path("ffmpeg");

  for (guint k = 0; program && k < G_N_ELEMENTS(FFMPEG_WAYS); k++)
    if (ends_in(path, FFMPEG_WAYS[k].suffix))
      return &FFMPEG_WAYS[k];
  return NULL;
}

static gboolean
refuse(const char *path, GError **error)
{
  if (movie_is_name(path))
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("no encoder for %s was found. Install GStreamer (on Debian: %s) or "
                  "ffmpeg; pictures as PNG need neither"),
                ends_in(path, ".mp4") ? "MP4" : "WebM",
                ends_in(path, ".mp4") ? "gstreamer1.0-tools gstreamer1.0-plugins-good "
                                        "gstreamer1.0-plugins-ugly"
                                      : "gstreamer1.0-tools gstreamer1.0-plugins-good");
  else
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%s: a movie's name ends in .webm or .mp4"), path);
  return FALSE;
}

gboolean
movie_is_possible(const char *path, GError **error)
{
  return find_gst_way(path) || find_ffmpeg_way(path) || refuse(path, error);
}

static void
add_words(GPtrArray *argv, const char *words)
{
  g_auto(GStrv) parts = g_strsplit(words, " ", -1);

  for (guint k = 0; parts[k]; k++)
    if (*parts[k])
      g_ptr_array_add(argv, g_strdup(parts[k]));
}

static GPtrArray *
gst_command(const GstWay *way, const char *path, int width, int height, int rate)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *source = g_strdup_printf(
      "gst-launch-1.0 -q -e fdsrc fd=0 ! rawvideoparse format=rgba width=%d height=%d "
      "framerate=%d/1 ! videoconvert ! video/x-raw,format=I420 !",
      width, height, rate);

  add_words(argv, source);
  g_ptr_array_add(argv, g_strdup(way->encoder));
  add_words(argv, way->settings);
  add_words(argv, "!");
  g_ptr_array_add(argv, g_strdup(way->muxer));
  add_words(argv, "! filesink");
  g_ptr_array_add(argv, g_strdup_printf("location=%s", path));
  g_ptr_array_add(argv, NULL);
  return argv;
}

static GPtrArray *
ffmpeg_command(const FfmpegWay *way, const char *path, int width, int height, int rate)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *source = g_strdup_printf(
      "ffmpeg -v error -y -f rawvideo -pix_fmt rgba -s %dx%d -r %d -i - -pix_fmt yuv420p "
      "-c:v %s",
      width, height, rate, way->codec);
  g_autofree char *name = g_strconcat("file:", path, NULL);

  add_words(argv, source);
  add_words(argv, way->settings);
  g_ptr_array_add(argv, g_steal_pointer(&name));
  g_ptr_array_add(argv, NULL);
  return argv;
}

static GPtrArray *
find_command(const char *path, int width, int height, int rate, GError **error)
{
  const GstWay *gst = find_gst_way(path);
  const FfmpegWay *ffmpeg = gst ? NULL : find_ffmpeg_way(path);

  if (gst)
    return gst_command(gst, path, width, height, rate);
  if (ffmpeg)
    return ffmpeg_command(ffmpeg, path, width, height, rate);
  refuse(path, error);
  return NULL;
}

static char *
make_log(GError **error)
{
  g_autofree char *name = NULL;
  int file = g_file_open_tmp("vitrine-movie-XXXXXX", &name, error);

  if (file < 0)
    return NULL;
  g_close(file, NULL);
  return g_steal_pointer(&name);
}

/* That it can be written is found before the encoder says so in its own way. */
static gboolean
make_part(const char *path, const char *part, GError **error)
{
  int file = g_open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

  if (file >= 0)
    return g_close(file, error);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", path,
              g_strerror(errno));
  return FALSE;
}

MovieWriter *
movie_writer_new(const char *path, int width, int height, int rate, GError **error)
{
  g_return_val_if_fail(width > 0 && height > 0 && rate > 0, NULL);
  if (ends_in(path, ".mp4") && (width % 2 || height % 2)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("MP4 needs an even width and height, not %d × %d"), width, height);
    return NULL;
  }
  if (!movie_is_name(path)) {
    refuse(path, error);
    return NULL;
  }
  g_autofree char *part = g_strconcat(path, ".part", strrchr(path, '.'), NULL);
  g_autoptr(GPtrArray) argv = find_command(part, width, height, rate, error);
  if (!argv || !make_part(path, part, error))
    return NULL;
  g_autoptr(MovieWriter) writer = g_new0(MovieWriter, 1);
  writer->path = g_strdup(path);
  writer->part = g_steal_pointer(&part);
  writer->picture_size = (gsize)width * (gsize)height * 4;
  writer->log = make_log(error);
  if (!writer->log)
    return NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_set_stderr_file_path(launcher, writer->log);
  signal(SIGPIPE, SIG_IGN);
  writer->encoder =
      g_subprocess_launcher_spawnv(launcher, (const char *const *)argv->pdata, error);
  return writer->encoder ? g_steal_pointer(&writer) : NULL;
}

/* The sentence out of what GStreamer says around it; else all of it. */
static const char *
find_sentence(char *text)
{
  static const char *const before[] = {"system error: ", "ERROR: from element "};

  for (guint k = 0; k < G_N_ELEMENTS(before); k++) {
    char *start = strstr(text, before[k]);
    if (!start)
      continue;
    start = k == 0 ? start + strlen(before[k]) : strstr(start + strlen(before[k]), ": ");
    if (!start)
      continue;
    start += k == 0 ? 0 : 2;
    start[strcspn(start, "\n")] = '\0';
    return start;
  }
  return text;
}

static gboolean
complain(MovieWriter *writer, GError **error)
{
  g_autofree char *text = NULL;

  g_clear_error(error);
  if (!g_file_get_contents(writer->log, &text, NULL, NULL) || !*g_strstrip(text))
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("%s: the encoder ended without a reason"), writer->path);
  else
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("%s: the encoder says: %.*s"), writer->path, MOST_COMPLAINT,
                find_sentence(text));
  return FALSE;
}

gboolean
movie_writer_add(MovieWriter *writer, const guint8 *rgba, GError **error)
{
  GOutputStream *pipe = g_subprocess_get_stdin_pipe(writer->encoder);

  if (g_output_stream_write_all(pipe, rgba, writer->picture_size, NULL, NULL, error))
    return TRUE;
  g_subprocess_wait(writer->encoder, NULL, NULL);
  return complain(writer, error);
}

gboolean
movie_writer_finish(MovieWriter *writer, GError **error)
{
  GOutputStream *pipe = g_subprocess_get_stdin_pipe(writer->encoder);

  if (!g_output_stream_close(pipe, NULL, error) ||
      !g_subprocess_wait_check(writer->encoder, NULL, error))
    return complain(writer, error);
  writer->finished = g_rename(writer->part, writer->path) == 0;
  if (!writer->finished)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", writer->path,
                g_strerror(errno));
  return writer->finished;
}

void
movie_writer_free(MovieWriter *writer)
{
  if (!writer)
    return;
  if (writer->encoder && !writer->finished) {
    g_subprocess_force_exit(writer->encoder);
    g_subprocess_wait(writer->encoder, NULL, NULL);
  }
  if (!writer->finished)
    g_unlink(writer->part);
  if (writer->log)
    g_unlink(writer->log);
  g_clear_object(&writer->encoder);
  g_free(writer->path);
  g_free(writer->part);
  g_free(writer->log);
  g_free(writer);
}
