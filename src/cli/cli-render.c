// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/base-error.h"
#include "cli/cli-stop.h"
#include "cli/cli.h"
#include "cli/picture-options.h"
#include "cli/surface-options.h"
#include "export/movie-play.h"
#include "export/movie-turn.h"
#include "io/movie-file.h"
#include "io/scene-file.h"
#include "io/structure-file.h"
#include "model/look-text.h"
#include "render/colouring.h"
#include "run/eye-motion.h"
#include "run/snapshot-maker.h"

#define LEAST_MOVIE 16 /* pixels of a side: what all encoders take */
#define MOST_MOVIE  8192
#define MOST_RATE   120
#define MOST_DPI    10000.0
#define TURN        8.0 /* s */
#define ROUNDING_PS 1e-6

#define NO_ZOOM (-G_MAXDOUBLE) /* not asked for */

typedef struct {
  PictureOptions picture;
  SurfaceOptions surface;
  Look look;                                  /* of a scene, or as usual; owned */
  char *size, *turn, *caption, *hop, *output; /* owned */
  int frame;                                  /* from 0; −1: the last one */
  double time;                                /* ps; NAN: not asked for */
  double zoom;
  gboolean orthographic, hops, bare, es, json, turntable, plain;
  int rate;               /* pictures per second of a movie */
  double seconds, smooth; /* of a movie, 0: as long as it comes; ps */
  int width, height, tile;
  double dpi;
  CaptionParts parts;
  double yaw, pitch; /* rad */
} Request;

typedef struct {
  Frame *frame;  /* owned */
  Frame *first;  /* of the file; owned, or NULL when nobody asks */
  int number;    /* of the frame, from 0 */
  GArray *rings; /* owned */
  GPtrArray *hops;
  Pathways *pathways; /* owned, or NULL */
  const Event *hop;   /* to be shown alone; of hops, or NULL */
  Snapshot *snapshot;
  AtomLook *hidden; /* owned, or NULL */
  char *driver;
  guint n_pictures; /* of a movie */
} Scenery;

static void
scenery_clear(Scenery *scenery)
{
  frame_unref(scenery->frame);
  frame_unref(scenery->first);
  g_clear_pointer(&scenery->rings, g_array_unref);
  g_clear_pointer(&scenery->hops, g_ptr_array_unref);
  pathways_unref(scenery->pathways);
  snapshot_unref(scenery->snapshot);
  atom_look_unref(scenery->hidden);
  g_free(scenery->driver);
}

/* A whole number; ones that no int holds become the largest. */
static int
read_side(const char *text, char **end)
{
  gint64 side = g_ascii_strtoll(text, end, 10);

  return (int)CLAMP(side, -G_MAXINT, G_MAXINT);
}

static gboolean
parse_size(Request *request)
{
  char *end;

  if (!request->size)
    return TRUE;
  request->width = read_side(request->size, &end);
  if (end == request->size || *end != 'x')
    return FALSE;
  const char *second = end + 1;
  request->height = read_side(second, &end);
  return end != second && *end == '\0';
}

/* Of the words scale, axes, time and legend, commas between. */
static gboolean
parse_caption(Request *request)
{
  CaptionParts parts = {FALSE, FALSE, FALSE, FALSE};

  request->parts = (CaptionParts){TRUE, TRUE, TRUE, TRUE};
  if (request->bare)
    request->parts = parts;
  if (!request->caption)
    return TRUE;
  g_auto(GStrv) words = g_strsplit(request->caption, ",", -1);
  for (guint k = 0; words[k]; k++) {
    gboolean *part = g_str_equal(words[k], "scale")    ? &parts.scale
                     : g_str_equal(words[k], "axes")   ? &parts.axes
                     : g_str_equal(words[k], "time")   ? &parts.time
                     : g_str_equal(words[k], "legend") ? &parts.colours
                                                       : NULL;
    if (!part)
      return FALSE;
    *part = TRUE;
  }
  request->parts = parts;
  return !request->bare;
}

static gboolean
parse_turn(Request *request)
{
  char *end;

  if (!request->turn)
    return TRUE;
  request->yaw = g_ascii_strtod(request->turn, &end) * G_PI / 180.0;
  if (end == request->turn || *end != ',')
    return FALSE;
  const char *second = end + 1;
  request->pitch = g_ascii_strtod(second, &end) * G_PI / 180.0;
  return end != second && *end == '\0' && isfinite(request->yaw) &&
         isfinite(request->pitch);
}

static gboolean
has_suffix(const char *path, const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return g_str_has_suffix(lower, suffix);
}

static int
check_picture(const Request *request)
{
  g_autoptr(GError) error = NULL;

  if (request->turntable || request->smooth != 0.0 || request->seconds != 0.0)
    return cli_misuse("render", _("--turntable, --seconds and --smooth are for movies: "
                                  "-o OUT.webm or OUT.mp4"));
  if (!picture_sheet_size_is_possible(request->width, request->height, &error))
    return cli_misuse("render", "%s", error->message);
  if (request->dpi != 0.0 && !(request->dpi >= 1.0 && request->dpi <= MOST_DPI))
    return cli_misuse("render", _("--dpi is 1 … %g pixels per inch"), MOST_DPI);
  if (request->tile != 0 && (request->tile < 64 || request->tile > 65536))
    return cli_misuse("render", _("--tile is 64 … 65536 pixels"));
  return CLI_DONE;
}

static int
check_movie(Request *request)
{
  if (request->picture.transparent)
    return cli_misuse("render", _("movies have a background: --transparent is for PNG"));
  if (!request->turntable && (request->frame >= 0 || !isnan(request->time)))
    return cli_misuse("render", _("a movie shows all frames; of one frame there is a "
                                  "--turntable"));
  if (request->rate < 1 || request->rate > MOST_RATE)
    return cli_misuse("render", _("--rate is 1 … %d pictures per second"), MOST_RATE);
  if (!(request->seconds >= 0.0 && request->seconds <= 3600.0))
    return cli_misuse("render", _("--seconds must be positive, 3600 at most"));
  if (request->width < LEAST_MOVIE || request->height < LEAST_MOVIE ||
      request->width > MOST_MOVIE || request->height > MOST_MOVIE)
    return cli_misuse("render", _("a movie has %d … %d pixels along each side"),
                      LEAST_MOVIE, MOST_MOVIE);
  if (!(request->smooth >= 0.0 && request->smooth <= EYE_MOTION_LONGEST))
    return cli_misuse("render", _("--smooth is 0 … %g ps"), EYE_MOTION_LONGEST);
  request->width -= request->width % 2;
  request->height -= request->height % 2;
  return CLI_DONE;
}

/* A word that names nothing is taken for one, too: then the error tells which there are.
 */
static gboolean
is_scene(const char *word)
{
  return scene_is_shipped(word) || g_str_has_suffix(word, ".scene") ||
         !(strpbrk(word, "/.") || g_file_test(word, G_FILE_TEST_EXISTS));
}

/* CLI_DONE, or what is wrong said and CLI_USAGE. */
static int
check(const char *path, Request *request)
{
  if (!request->output)
    return cli_misuse("render", _("say where the picture goes: -o OUT.png"));
  if (!movie_is_name(request->output) && !has_suffix(request->output, ".png"))
    return cli_misuse("render", _("the picture's name must end in .png, a movie's in "
                                  ".webm or .mp4"));
  if (request->frame < -1 || (request->frame >= 0 && !isnan(request->time)))
    return cli_misuse("render", _("--frame counts from 0 and excludes --time"));
  if (!parse_size(request))
    return cli_misuse("render", _("--size is WIDTHxHEIGHT in pixels"));
  if (!parse_caption(request))
    return cli_misuse("render", _("--caption is some of scale,axes,time,legend, and "
                                  "excludes --bare"));
  if (request->hop && !g_str_equal(request->hop, "longest") &&
      !g_ascii_string_to_unsigned(request->hop, 10, 1, G_MAXUINT, NULL, NULL))
    return cli_misuse("render", _("--hop is the number of an ion, from 1, or longest"));
  if (request->hop && is_scene(path))
    return cli_misuse("render", _("--hop needs a trajectory: a scene has not run yet"));
  if (!parse_turn(request))
    return cli_misuse("render", _("--turn is two angles in degrees: 30,-10"));
  g_autofree char *wrong = picture_options_check(&request->picture);
  if (!wrong)
    wrong = surface_options_check(&request->surface, is_scene(path));
  if (wrong)
    return cli_misuse("render", "%s", wrong);
  if (request->zoom != NO_ZOOM && (!(request->zoom > 0.0) || !isfinite(request->zoom)))
    return cli_misuse("render", _("--zoom must be positive"));
  return movie_is_name(request->output) ? check_movie(request) : check_picture(request);
}

/* Whether next is what was asked for, or already beyond it. */
static gboolean
is_reached(const Request *request, const Frame *next, int number)
{
  if (!isnan(request->time))
    return next->time >= request->time - ROUNDING_PS;
  return number == request->frame;
}

static gboolean
missing(const Request *request, int n_read, double last_time, GError **error)
{
  if (request->frame >= 0)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("there is no frame %d; the file has %d, counted from 0"),
                request->frame, n_read);
  else
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("there is no frame at %g ps; the file ends at %g ps"), request->time,
                last_time);
  return FALSE;
}

/* The frame asked for; of a time, the nearest one. */
static gboolean
find_frame(const char *path, const Request *request, Scenery *scenery, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  g_autoptr(GError) trouble = NULL;
  gboolean reached = FALSE;
  Frame *next;

  scenery->number = -1;
  while (reader && !reached &&
         (next = trajectory_reader_next(reader, &trouble)) != NULL) {
    if (++scenery->number == 0)
      scenery->first = frame_ref(next);
    reached = is_reached(request, next, scenery->number);
    if (scenery->frame && reached && !isnan(request->time) &&
        request->time - scenery->frame->time < next->time - request->time) {
      scenery->number--;
      frame_unref(next);
      break;
    }
    frame_unref(scenery->frame);
    scenery->frame = next;
  }
  gboolean failed = trouble != NULL;
  if (failed)
    g_propagate_error(error, g_steal_pointer(&trouble));
  if (!reader || failed)
    return FALSE;
  if (!scenery->frame) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%s: no frame"), path);
    return FALSE;
  }
  if (!reached && (request->frame >= 0 || !isnan(request->time)))
    return missing(request, scenery->number + 1, scenery->frame->time, error);
  return TRUE;
}

/* Words in the picture: where nothing was typed, those that a scene says. */
static void
choose_parts(const Look *look, Request *request)
{
  if (request->caption || request->bare)
    return;
  if (look_has(look, LOOK_SCALE_BAR))
    request->parts.scale = look->scale_bar;
  if (look_has(look, LOOK_AXES))
    request->parts.axes = look->axes;
  if (look_has(look, LOOK_TIME))
    request->parts.time = look->time;
  if (look_has(look, LOOK_LEGEND))
    request->parts.colours = look->legend;
}

/* The camera of a scene stays where none was asked for. */
static void
choose_camera(Request *request)
{
  Look *look = &request->look;
  g_auto(Look) usual = {0};

  look_init(&usual);
  look->orthographic |= request->orthographic;
  if (request->turn) {
    memcpy(look->orientation, usual.orientation, sizeof usual.orientation);
    memcpy(look->centre, usual.centre, sizeof usual.centre);
  }
  if (request->zoom != NO_ZOOM)
    look->zoom = request->zoom;
}

static gboolean
take_look(const Scene *scene, Request *request, Scenery *scenery, GError **error)
{
  if (!request->plain) {
    look_copy(&request->look, &scene->look);
    picture_options_take_look(&request->picture, &scene->look, scene->start);
    scenery->hidden = look_style_atoms(&scene->look, scene->start->n_atoms);
    choose_parts(&scene->look, request);
  }
  return surface_options_take_scene(&request->surface, &request->look, error);
}

/* A scene has one frame: its start. */
static gboolean
use_scene(const char *word, Request *request, Scenery *scenery, GError **error)
{
  g_autoptr(Scene) scene = scene_open(word, error);

  if (!scene)
    return FALSE;
  scenery->frame = frame_ref(scene->start);
  scenery->first = frame_ref(scene->start);
  if (request->frame <= 0 && !(movie_is_name(request->output) && !request->turntable))
    return take_look(scene, request, scenery, error);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s is a scene and has one frame: run it first, or ask for a "
                "--turntable"),
              word);
  return FALSE;
}

static gboolean
progress_cb(double fraction, gpointer data)
{
  cli_progress_update(data, fraction, NULL);
  return TRUE;
}

/* While signals are held. */
static gboolean
go_on_cb(double fraction, gpointer data)
{
  return progress_cb(fraction, data) && !cli_stop_is_wanted();
}

/* The hops of the last hop_age ps before the frame, or all of them for a movie. */
static gboolean
find_hops(const char *path, const Request *request, Scenery *scenery, GError **error)
{
  gboolean all = movie_is_name(request->output) && !request->turntable;
  double now = scenery->frame->time;
  const MoviePlay play = {.path = path, .interval = NAN, .gates = request->hop != NULL};
  g_autoptr(CliProgress) progress = cli_progress_new(_("hops"));
  const ExportMeter meter = {progress_cb, progress};

  scenery->hops = movie_find_hops(&play, all ? NAN : now - request->picture.look.hop_age,
                                  all ? NAN : now, &meter, error);
  return scenery->hops != NULL;
}

/* Of an ion (its number from 1) the newest, or the longest of all: not one that was
 * undone. */
static gboolean
choose_hop(const Request *request, Scenery *scenery, GError **error)
{
  gboolean longest = g_str_equal(request->hop, "longest");
  guint64 ion = g_ascii_strtoull(request->hop, NULL, 10);

  for (guint k = 0; k < scenery->hops->len; k++) {
    const Event *hop = g_ptr_array_index(scenery->hops, k);
    if (hop->back || hop->n_atoms == 0 || (!longest && hop->atom[0] + 1 != ion) ||
        (longest && scenery->hop && hop->length <= scenery->hop->length))
      continue;
    scenery->hop = hop;
  }
  if (scenery->hop)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("there is no hop of %s in the %g ps before the frame"), request->hop,
              request->picture.look.hop_age);
  return FALSE;
}

static gboolean
wants_hops(const Request *request)
{
  return request->hops || request->hop ||
         request->picture.look.colour.by == RENDER_BY_HOPS;
}

/* Says why when the colours that were asked for cannot be had. */
static gboolean
set_style(const Request *request, const Scenery *scenery, RenderStyle *style,
          GError **error)
{
  ColourScale scale;

  *style = request->picture.look;
  style->show_hops = request->hops;
  style->look = scenery->hidden;
  style->hop = scenery->hop;
  style->hop_alone = scenery->hop != NULL;
  surface_options_fill(&request->surface, style);
  style->origin = scenery->first;
  if (!picture_options_hide(&request->picture, scenery->frame->species, style, error))
    return FALSE;
  if (style->colour.by == RENDER_BY_SPECIES ||
      colouring_scale(scenery->snapshot, style, NULL, &scale))
    return TRUE;
  if (!request->picture.colour) {
    g_autofree char *saved = look_get(&request->look, LOOK_COLOR_BY);
    fprintf(stderr,
            _("vitrine-cli render: colored by species: the scene does not know "
              "%s of its atoms yet\n"),
            saved);
    style->colour.by = RENDER_BY_SPECIES;
    return TRUE;
  }
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("the file does not know %s of its atoms"), request->picture.colour);
  return FALSE;
}

static void
set_camera(const Request *request, const Cell *cell, Camera *camera)
{
  double aspect = (double)request->width / request->height;
  const Look *look = &request->look;
  Cell whole = render_whole_cell(cell, &request->picture.look);

  look_style_camera(look, &whole, aspect, camera);
  if (!request->turn)
    return;
  camera_orbit(camera, request->yaw, request->pitch);
  camera_frame(camera, &whole, aspect);
  camera_zoom(camera, look->zoom);
}

/* A slice of the scene's that faces the eye. */
static void
face_slice(const Request *request, const Scenery *scenery, RenderStyle *style)
{
  Camera camera;

  if (request->picture.slice)
    return;
  set_camera(request, &scenery->frame->cell, &camera);
  look_style_face(&request->look, scenery->frame, camera_towards_eye(&camera), style);
}

static gboolean
draw(const Request *request, const PictureSheet *sheet, Scenery *scenery, GError **error)
{
  g_autoptr(CliProgress) progress = cli_progress_new(_("picture"));
  const PictureFile file = {request->output, request->dpi, {go_on_cb, progress}};
  Camera camera;

  set_camera(request, &scenery->frame->cell, &camera);
  return picture_sheet_save(sheet, scenery->snapshot, &camera, &file, &scenery->driver,
                            error);
}

static gboolean
film(const char *path, const Request *request, const PictureSheet *sheet,
     Scenery *scenery, GError **error)
{
  g_autoptr(CliProgress) progress = cli_progress_new(_("movie"));
  MovieJob job = {.output = request->output,
                  .sheet = *sheet,
                  .rate = request->rate,
                  .meter = {go_on_cb, progress}};
  const MoviePlay play = {.path = path,
                          .interval = NAN,
                          .seconds = request->seconds,
                          .window = request->smooth,
                          .ring_size = picture_options_largest_ring(&request->picture),
                          .hops = request->hops ? scenery->hops : NULL,
                          .pathways = scenery->pathways,
                          .level = request->surface.value};
  double turn = request->seconds > 0.0 ? request->seconds : TURN;

  set_camera(request, &scenery->frame->cell, &job.camera);
  scenery->n_pictures = request->turntable
                            ? movie_turntable(&job, scenery->snapshot, turn, error)
                            : movie_play(&job, &play, error);
  return scenery->n_pictures > 0;
}

static void
add_int(JsonBuilder *json, const char *key, gint64 value)
{
  json_builder_set_member_name(json, key);
  json_builder_add_int_value(json, value);
}

static guint
count_rings(const GArray *rings, const RenderStyle *style)
{
  guint n = 0;

  for (guint i = 0; rings && i < rings->len; i++)
    n += render_style_draws_ring(style, g_array_index(rings, Ring, i).n / 2);
  return n;
}

static void
print_result(const Request *request, const Scenery *scenery)
{
  RenderStyle threes = {.ring_sizes = 1u << 3};
  guint n_rings3 = count_rings(scenery->rings, &threes);
  guint n_rings = count_rings(scenery->rings, &request->picture.look);
  guint n_hops = scenery->hops ? scenery->hops->len : 0;

  if (!request->json && scenery->n_pictures > 0) {
    printf(_("%s: %u atoms, %u pictures of %d × %d\n"), request->output,
           scenery->frame->n_atoms, scenery->n_pictures, request->width, request->height);
    return;
  }
  if (!request->json) {
    printf(_("%s: %u atoms, frame %d at %.6g ps, %u rings, %u hops (%s)\n"),
           request->output, scenery->frame->n_atoms, scenery->number,
           scenery->frame->time, n_rings, n_hops, scenery->driver);
    return;
  }
  JsonBuilder *json = json_builder_new();
  json_builder_begin_object(json);
  json_builder_set_member_name(json, "output");
  json_builder_add_string_value(json, request->output);
  add_int(json, "width", request->width);
  add_int(json, "height", request->height);
  add_int(json, "frame", scenery->number);
  json_builder_set_member_name(json, "time_ps");
  json_builder_add_double_value(json, scenery->frame->time);
  add_int(json, "atoms", scenery->frame->n_atoms);
  if (scenery->n_pictures > 0)
    add_int(json, "pictures", scenery->n_pictures);
  add_int(json, "rings3", n_rings3);
  add_int(json, "rings", n_rings);
  add_int(json, "hops", n_hops);
  json_builder_set_member_name(json, "driver");
  json_builder_add_string_value(json, scenery->driver ? scenery->driver : "");
  json_builder_end_object(json);
  cli_print_json(json);
}

/* One that only the scene asks for, and that it cannot have yet, is left out. */
static gboolean
find_surface(const char *path, const Request *request, Scenery *scenery, GError **error)
{
  gboolean whole = movie_is_name(request->output) && !request->turntable;
  g_autoptr(GError) reason = NULL;

  scenery->pathways =
      surface_options_find(&request->surface, path, scenery->frame, whole, &reason);
  if (scenery->pathways)
    return TRUE;
  if (!request->surface.from_scene) {
    g_propagate_error(error, g_steal_pointer(&reason));
    return FALSE;
  }
  fprintf(stderr, _("vitrine-cli render: without the surface that was saved: %s\n"),
          reason->message);
  return TRUE;
}

/* Finds all that the picture shows of the frame. */
static gboolean
furnish(const char *path, const Request *request, Scenery *scenery, GError **error)
{
  if (path && wants_hops(request) && !find_hops(path, request, scenery, error))
    return FALSE;
  if (path && request->hop && !choose_hop(request, scenery, error))
    return FALSE;
  if (surface_options_wanted(&request->surface) &&
      !find_surface(path, request, scenery, error))
    return FALSE;
  scenery->rings = snapshot_maker_rings_to(
      scenery->frame, picture_options_largest_ring(&request->picture),
      (RingsKind)request->look.ring_definition);
  g_autoptr(Snapshot) bare =
      snapshot_maker_make_with(scenery->frame, scenery->rings, scenery->hops);
  scenery->snapshot = snapshot_maker_with_pathways(bare, scenery->pathways);
  return TRUE;
}

static gboolean
render(const char *path, Request *request, Scenery *scenery, GError **error)
{
  PictureSheet sheet = {.width = request->width,
                        .height = request->height,
                        .scale = picture_sheet_scale(request->height),
                        .es = request->es,
                        .tile = request->tile};
  gboolean movie = movie_is_name(request->output), scene = is_scene(path);
  CliStop stop;

  if (movie && !movie_is_possible(request->output, error))
    return FALSE;
  if (!(scene ? use_scene(path, request, scenery, error)
              : find_frame(path, request, scenery, error)))
    return FALSE;
  choose_camera(request);
  sheet.parts = request->parts;
  if (!furnish(scene ? NULL : path, request, scenery, error) ||
      !set_style(request, scenery, &sheet.style, error))
    return FALSE;
  face_slice(request, scenery, &sheet.style);
  cli_stop_hold(&stop);
  gboolean done = movie ? film(path, request, &sheet, scenery, error)
                        : draw(request, &sheet, scenery, error);
  cli_stop_release(&stop);
  return done;
}

static int
check_and_render(const char *path, Request *request)
{
  g_autoptr(GError) error = NULL;
  Scenery scenery = {0};
  int status = check(path, request);

  if (status != CLI_DONE)
    return status;
  if (render(path, request, &scenery, &error))
    print_result(request, &scenery);
  else
    status = cli_fail("render", error);
  scenery_clear(&scenery);
  return status;
}

int
cli_render(int argc, char **argv)
{
  Request request = {.frame = -1,
                     .time = NAN,
                     .zoom = NO_ZOOM,
                     .rate = 30,
                     .width = 1280,
                     .height = 800};
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &request.output,
       N_("The picture, or the movie (.webm, .mp4)"), "OUT"},
      {"frame", 0, 0, G_OPTION_ARG_INT, &request.frame,
       N_("Which frame, counted from 0 (the last one)"), "K"},
      {"time", 0, 0, G_OPTION_ARG_DOUBLE, &request.time, N_("The frame nearest to"),
       "PS"},
      {"size", 0, 0, G_OPTION_ARG_STRING, &request.size, N_("Pixels (1280x800)"), "WxH"},
      {"width", 0, 0, G_OPTION_ARG_INT, &request.width, N_("Pixels across (1280)"), "N"},
      {"height", 0, 0, G_OPTION_ARG_INT, &request.height, N_("Pixels down (800)"), "N"},
      {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &request.dpi,
       N_("Pixels per inch in print, kept in the PNG"), "N"},
      {"tile", 0, 0, G_OPTION_ARG_INT, &request.tile,
       N_("Draw large pictures in tiles of at most so many pixels (as is best)"), "N"},
      {"orthographic", 0, 0, G_OPTION_ARG_NONE, &request.orthographic,
       N_("Without perspective"), NULL},
      {"zoom", 0, 0, G_OPTION_ARG_DOUBLE, &request.zoom, N_("So many times nearer"), "F"},
      {"turn", 0, 0, G_OPTION_ARG_STRING, &request.turn,
       N_("Turn the glass to the right and down, degrees"), "DEG,DEG"},
      {"hops", 0, 0, G_OPTION_ARG_NONE, &request.hops,
       N_("Trails of the last 5 ps (reads the whole trajectory)"), NULL},
      {"hop", 0, 0, G_OPTION_ARG_STRING, &request.hop,
       N_("One hop alone, with its cages and its doorway: the newest of this ion (its "
          "number, from 1), or the longest"),
       "ION|longest"},
      {"turntable", 0, 0, G_OPTION_ARG_NONE, &request.turntable,
       N_("A movie of one frame, once around"), NULL},
      {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &request.seconds,
       N_("How long the movie is (a turn 8, else one picture for each frame)"), "S"},
      {"rate", 0, 0, G_OPTION_ARG_INT, &request.rate,
       N_("Pictures per second of a movie (30)"), "N"},
      {"smooth", 0, 0, G_OPTION_ARG_DOUBLE, &request.smooth,
       N_("Average what a movie shows over so many ps (0)"), "PS"},
      {"bare", 0, 0, G_OPTION_ARG_NONE, &request.bare,
       N_("Without scale bar, axes, time and color legend"), NULL},
      {"caption", 0, 0, G_OPTION_ARG_STRING, &request.caption,
       N_("Of scale, axes, time and legend those to write (all)"), "WHAT"},
      {"plain", 0, 0, G_OPTION_ARG_NONE, &request.plain,
       N_("Not as the scene was saved: only as these options say"), NULL},
      {"es", 0, 0, G_OPTION_ARG_NONE, &request.es, N_("Draw with OpenGL ES"), NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &request.json, N_("What was drawn as JSON"),
       NULL},
      G_OPTION_ENTRY_NULL};
  g_autoptr(GArray) all = picture_options_entries(&request.picture);

  look_init(&request.look);
  surface_options_add_entries(&request.surface, all);
  g_array_append_vals(all, entries, G_N_ELEMENTS(entries));
  if (!cli_parse(&argc, &argv, (const GOptionEntry *)all->data, "FILE",
                 _("A picture of a structure, of a scene by name or of one frame of a "
                   "trajectory, or a movie; needs no display."),
                 1, 1))
    return CLI_USAGE;
  int status = check_and_render(argv[1], &request);
  g_free(request.size);
  g_free(request.caption);
  g_free(request.hop);
  picture_options_clear(&request.picture);
  surface_options_clear(&request.surface);
  look_clear(&request.look);
  g_free(request.turn);
  g_free(request.output);
  return status;
}
