// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a picture costs: ms per frame for growing glasses, feature by feature, beside a
 * bare sphere pass (ray-cast spheres and nothing else) on the same machine.
 *
 *   render FRAME [--atoms N]… [--size WxH]… [--feature TEXT]… [--frames K] [--es] [--cpu]
 *
 * FRAME is a structure file that is repeated side by side until there are enough atoms.
 * Every frame is seen from a little further round, so that all that depends on the view
 * is done anew; times are medians, up to the last pixel, of as many frames as fit into a
 * few seconds. "new snapshot" adds what every new step of a run costs on the CPU; so does
 * the first look of picking at it. With --cpu times are those of all processors
 * together: for a driver without a GPU on a machine that is busy with other things. */
#include <epoxy/gl.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/heap.h"
#include "io/structure-file.h"
#include "render/offscreen.h"
#include "run/snapshot-maker.h"

#define TURN        0.01  /* rad, from frame to frame */
#define PATIENCE    2500  /* ms for the frames of one feature */
#define MOST_RINGS  40000 /* atoms: in larger glasses nobody looks for rings */
#define HOPS        60
#define LOOKS       50
#define RATIO_BOUND 2.5

typedef struct {
  Offscreen *offscreen;
  Snapshot *snapshot;
  Camera camera;
  guint framebuffer, colour;
  int width, height;
  guint n_frames;
  gboolean cpu;
  char **wanted; /* parts of features' names; NULL: all */
} Bench;

typedef struct {
  const char *name;
  void (*change)(RenderStyle *style);
  gboolean anew; /* a new snapshot every frame */
} Feature;

static void
make_bare(RenderStyle *style)
{
  style->full_detail = TRUE;
  style->show_cell = style->show_bonds = style->show_rings = style->show_hops = FALSE;
  style->economy = 3;
}

static void
make_nothing(RenderStyle *style)
{
  make_bare(style);
  style->hidden_types = G_MAXUINT;
}

static void
make_atoms(RenderStyle *style)
{
  make_bare(style);
  style->full_detail = FALSE;
}

static void
make_bonds(RenderStyle *style)
{
  make_atoms(style);
  style->show_bonds = TRUE;
}

static void
make_shaded(RenderStyle *style)
{
  make_atoms(style);
  style->economy = 0;
  style->outlines = 0.0;
}

static void
make_outlined(RenderStyle *style)
{
  make_atoms(style);
  style->economy = 0;
}

static void
make_rings_and_hops(RenderStyle *style)
{
  make_atoms(style);
  style->show_rings = style->show_hops = TRUE;
}

static void
make_default(RenderStyle *style)
{
}

static void
make_print(RenderStyle *style)
{
  style->full_detail = TRUE;
}

static void
make_coarse(RenderStyle *style)
{
  style->economy = 5;
}

static void
make_ball_stick(RenderStyle *style)
{
  style->mode = RENDER_BALL_STICK;
}

static void
make_space_filling(RenderStyle *style)
{
  style->mode = RENDER_SPACE_FILLING;
}

static void
make_polyhedra(RenderStyle *style)
{
  style->mode = RENDER_POLYHEDRA;
}

static const Feature features[] = {
    {"bare sphere pass", make_bare},
    {"nothing but background", make_nothing},
    {"atoms, detail by distance", make_atoms},
    {"atoms + bonds", make_bonds},
    {"atoms + ambient occlusion", make_shaded},
    {"atoms + occlusion, outlines", make_outlined},
    {"atoms + rings, hops", make_rings_and_hops},
    {"DEFAULT STYLE", make_default},
    {"default, new snapshot", make_default, TRUE},
    {"default, lowest rung", make_coarse},
    {"default, full detail", make_print},
    {"ball and stick", make_ball_stick},
    {"space filling", make_space_filling},
    {"polyhedra", make_polyhedra},
};

static int
smaller_first(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Another snapshot of the same things. */
static Snapshot *
copy_of(const Snapshot *snapshot)
{
  Snapshot *copy = snapshot_new(snapshot->frame, snapshot->bonds);

  copy->rings = snapshot->rings ? g_array_ref(snapshot->rings) : NULL;
  copy->hops = snapshot->hops ? g_ptr_array_ref(snapshot->hops) : NULL;
  return copy;
}

static double
now_ms(const Bench *bench)
{
  struct timespec t;

  clock_gettime(bench->cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}

static double
draw_once(Bench *bench, const RenderStyle *style, gboolean anew)
{
  Renderer *renderer = offscreen_renderer(bench->offscreen);
  g_autoptr(Snapshot) fresh = anew ? copy_of(bench->snapshot) : NULL;
  guint8 pixel[4];

  camera_orbit(&bench->camera, TURN, 0.0);
  double start = now_ms(bench);
  if (anew)
    renderer_set_snapshot(renderer, fresh);
  if (!renderer_draw(renderer, &bench->camera, style, bench->framebuffer, bench->width,
                     bench->height, 1.0))
    g_error("no room for %d × %d pixels", bench->width, bench->height);
  glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, pixel);
  return now_ms(bench) - start;
}

/* Frames that fit when the first one took so long. */
static guint
frames_that_fit(const Bench *bench, double ms)
{
  return (guint)CLAMP(PATIENCE / fmax(ms, 0.1), 1.0, bench->n_frames);
}

static double
measure(Bench *bench, const Feature *feature)
{
  g_autofree double *ms = g_new(double, bench->n_frames);
  RenderStyle style;

  render_style_init(&style);
  feature->change(&style);
  guint n = frames_that_fit(bench, draw_once(bench, &style, FALSE));
  for (guint k = 0; k < n; k++)
    ms[k] = draw_once(bench, &style, feature->anew);
  qsort(ms, n, sizeof *ms, smaller_first);
  return ms[n / 2];
}

static double
pick_once(Bench *bench, const RenderStyle *style, double part)
{
  double start = now_ms(bench);

  renderer_pick(offscreen_renderer(bench->offscreen), &bench->camera, style,
                bench->width * (0.3 + 0.4 * part), 0.5 * bench->height, bench->width,
                bench->height);
  return now_ms(bench) - start;
}

/* What is under the pointer, at places all over the picture; first and longest look. The
 * picture before is a small one: only its geometry counts. */
static void
measure_pick(Bench *bench, const char *name, gboolean all_bonds)
{
  double first, sum = 0.0, longest = 0.0;
  int width = bench->width, height = bench->height;
  RenderStyle style;

  render_style_init(&style);
  style.full_detail = all_bonds;
  bench->width /= 16;
  bench->height /= 16;
  draw_once(bench, &style, TRUE);
  bench->width = width;
  bench->height = height;
  first = pick_once(bench, &style, 0.5);
  for (guint k = 0; k < LOOKS; k++) {
    double ms = pick_once(bench, &style, (double)k / LOOKS);
    sum += ms;
    longest = fmax(longest, ms);
  }
  printf("  %-28s %9.3f ms first, %.3f on the mean, %.3f at most\n", name, first,
         sum / LOOKS, longest);
}

/* Hops from neighbour to neighbour of the mobile ions, all over the cell. */
static GPtrArray *
make_hops(const Frame *frame)
{
  GPtrArray *hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  int mobile = frame_mobile_type(frame);
  guint step = MAX(frame->n_atoms / HOPS, 1);

  for (guint i = 0; i < frame->n_atoms && mobile >= 0; i += step) {
    guint32 ion = i;
    while (ion < frame->n_atoms && frame->type[ion] != mobile)
      ion++;
    if (ion >= frame->n_atoms)
      break;
    Event *hop = event_new(EVENT_HOP, 0, frame->time - 3.0 * i / frame->n_atoms);
    hop->to = frame->position[ion];
    hop->from = vec3_add(hop->to, vec3(2.5, 1.5, 1.0));
    hop->length = vec3_norm(vec3_sub(hop->to, hop->from));
    event_set_atoms(hop, &ion, 1);
    g_ptr_array_add(hops, hop);
  }
  return hops;
}

static gboolean
is_wanted(const Bench *bench, const char *name)
{
  if (!bench->wanted)
    return TRUE;
  for (int k = 0; bench->wanted[k]; k++)
    if (strstr(name, bench->wanted[k]))
      return TRUE;
  return FALSE;
}

/* As near to n_atoms as whole cells come. */
static Snapshot *
make_glass(const Frame *seed, guint n_atoms)
{
  guint copies[3] = {1, 1, 1};

  for (guint axis = 0;
       (double)seed->n_atoms * copies[0] * copies[1] * copies[2] < 0.85 * n_atoms;
       axis = (axis + 1) % 3)
    copies[axis]++;
  g_autoptr(Frame) frame = frame_replicate(seed, copies);
  g_autoptr(GArray) rings =
      frame->n_atoms <= MOST_RINGS ? snapshot_maker_rings(frame) : NULL;
  g_autoptr(GPtrArray) hops = make_hops(frame);
  return snapshot_maker_make_with(frame, rings, hops);
}

static void
set_target(Bench *bench, int width, int height)
{
  glDeleteFramebuffers(1, &bench->framebuffer);
  glDeleteRenderbuffers(1, &bench->colour);
  glGenFramebuffers(1, &bench->framebuffer);
  glGenRenderbuffers(1, &bench->colour);
  glBindRenderbuffer(GL_RENDERBUFFER, bench->colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, bench->framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            bench->colour);
  bench->width = width;
  bench->height = height;
}

/* TRUE when the default style is within its bound. */
static gboolean
run_size(Bench *bench, const Frame *seed, guint n_atoms)
{
  gboolean good = TRUE;
  double bare = 0.0;

  g_clear_pointer(&bench->snapshot, snapshot_unref);
  bench->snapshot = make_glass(seed, n_atoms);
  const Cell *cell = &bench->snapshot->frame->cell;
  renderer_set_snapshot(offscreen_renderer(bench->offscreen), bench->snapshot);
  printf("\n%u atoms, %d × %d\n", bench->snapshot->frame->n_atoms, bench->width,
         bench->height);
  for (guint k = 0; k < G_N_ELEMENTS(features); k++) {
    if (k > 0 && !is_wanted(bench, features[k].name))
      continue;
    camera_fit(&bench->camera, cell, (double)bench->width / bench->height);
    double ms = measure(bench, &features[k]);
    if (k == 0)
      bare = ms;
    printf("  %-28s %9.2f ms  %6.2f × bare\n", features[k].name, ms, ms / bare);
    fflush(stdout);
    if (features[k].change == make_default && !features[k].anew)
      good = ms <= RATIO_BOUND * bare;
  }
  if (is_wanted(bench, "picking"))
    measure_pick(bench, "picking", FALSE);
  if (is_wanted(bench, "picking"))
    measure_pick(bench, "picking, with all bonds", TRUE);
  return good;
}

static gboolean
run_all(Bench *bench, const Frame *seed, char **atoms, char **sizes)
{
  gboolean good = TRUE;

  for (int s = 0; sizes[s]; s++) {
    int width, height;
    if (sscanf(sizes[s], "%dx%d", &width, &height) != 2 || width < 1 || height < 1)
      g_error("--size is WIDTHxHEIGHT, not %s", sizes[s]);
    set_target(bench, width, height);
    for (int k = 0; atoms[k]; k++)
      good = run_size(bench, seed, (guint)strtoul(atoms[k], NULL, 10)) && good;
  }
  printf("\ndefault style %s %.1f × the bare sphere pass\n",
         good ? "stays within" : "EXCEEDS", RATIO_BOUND);
  return good;
}

int
main(int argc, char **argv)
{
  static const char *const all_atoms[] = {"3000", "30000", "300000", "1000000", NULL};
  static const char *const all_sizes[] = {"1280x800", "2560x1440", NULL};
  g_auto(GStrv) atoms = NULL, sizes = NULL;
  gboolean es = FALSE;
  int n_frames = 5;
  Bench bench = {0};
  const GOptionEntry entries[] = {
      {"atoms", 0, 0, G_OPTION_ARG_STRING_ARRAY, &atoms, "So many atoms", "N"},
      {"size", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sizes, "So many pixels", "WxH"},
      {"feature", 0, 0, G_OPTION_ARG_STRING_ARRAY, &bench.wanted,
       "Beside the bare spheres only features with this in their name", "TEXT"},
      {"frames", 0, 0, G_OPTION_ARG_INT, &n_frames, "Frames to measure (5)", "K"},
      {"cpu", 0, 0, G_OPTION_ARG_NONE, &bench.cpu, "Processor time", NULL},
      {"es", 0, 0, G_OPTION_ARG_NONE, &es, "With OpenGL ES", NULL},
      G_OPTION_ENTRY_NULL};
  g_autoptr(GOptionContext) context = g_option_context_new("FRAME");
  g_autoptr(GError) error = NULL;

  heap_keep();
  setlocale(LC_ALL, "");
  setlocale(LC_NUMERIC, "C");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2) {
    fprintf(stderr, "render: %s\n", error ? error->message : "one structure file");
    return 2;
  }
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(argv[1], &error);
  g_autoptr(Frame) seed = reader ? trajectory_reader_next(reader, &error) : NULL;
  bench.n_frames = (guint)MAX(n_frames, 1);
  if (seed)
    bench.offscreen = offscreen_new(16, 16, es, &error);
  if (!bench.offscreen) {
    fprintf(stderr, "render: %s\n", error ? error->message : "no frame");
    return 1;
  }
  printf("%s\n", offscreen_description(bench.offscreen));
  gboolean good = run_all(&bench, seed, atoms ? atoms : (char **)all_atoms,
                          sizes ? sizes : (char **)all_sizes);
  snapshot_unref(bench.snapshot);
  offscreen_free(bench.offscreen);
  g_strfreev(bench.wanted);
  return good ? 0 : 1;
}
