// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <stdio.h>

#include "base/units.h"
#include "cli/cli.h"
#include "cli/scene-options.h"
#include "io/structure-file.h"
#include "run/evaluate.h"

static void
add_number(JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name(json, key);
  json_builder_add_double_value(json, value);
}

static void
add_frame(JsonBuilder *json, const Frame *frame, const EnergyTerms *terms)
{
  double sum2 = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++)
    sum2 += vec3_norm2(frame->force[i]);
  json_builder_begin_object(json);
  json_builder_set_member_name(json, "n_atoms");
  json_builder_add_int_value(json, frame->n_atoms);
  add_number(json, "energy_eV", frame->thermo.potential);
  add_number(json, "energy_pair_eV", terms->pair);
  add_number(json, "energy_coulomb_self_eV", terms->self);
  add_number(json, "energy_three_body_eV", terms->triple);
  add_number(json, "energy_reciprocal_eV", terms->reciprocal);
  add_number(json, "pressure_GPa", frame->thermo.pressure * UNITS_GPA);
  add_number(json, "rms_force_eV_per_A", sqrt(sum2 / frame->n_atoms));
  json_builder_set_member_name(json, "virial_eV_xx_yy_zz_yz_xz_xy");
  json_builder_begin_array(json);
  for (int k = 0; k < 6; k++)
    json_builder_add_double_value(json, frame->thermo.virial[k]);
  json_builder_end_array(json);
  json_builder_end_object(json);
}

static void
print_line(guint index, const Frame *frame)
{
  printf(_("frame %u: %u atoms, %.9g eV, %.6g GPa\n"), index, frame->n_atoms,
         frame->thermo.potential, frame->thermo.pressure * UNITS_GPA);
}

typedef struct {
  TrajectoryReader *reader;
  TrajectoryWriter *writer; /* or NULL */
  JsonBuilder *json;        /* or NULL: lines instead */
  const SceneOptions *options;
} Job;

static gboolean
do_frame(const Job *job, Frame *frame, guint index, GError **error)
{
  g_autoptr(Scene) scene = scene_new();
  EngineOptions engine;
  EnergyTerms terms;

  if (!scene_options_apply(job->options, scene, error) ||
      !scene_options_engine(job->options, &engine, error))
    return FALSE;
  scene->start = frame_ref(frame);
  g_autoptr(Frame) result = evaluate_scene(scene, &engine, &terms, error);
  if (!result) {
    g_prefix_error(error, _("frame %u: "), index);
    return FALSE;
  }
  if (job->json)
    add_frame(job->json, result, &terms);
  else
    print_line(index, result);
  return !job->writer || trajectory_writer_add(job->writer, result, error);
}

static gboolean
do_file(const Job *job, GError **error)
{
  g_autoptr(GError) trouble = NULL;
  Frame *next;

  for (guint index = 0; (next = trajectory_reader_next(job->reader, &trouble)); index++) {
    g_autoptr(Frame) frame = next;
    if (!do_frame(job, frame, index, error))
      return FALSE;
  }
  if (trouble)
    g_propagate_error(error, g_steal_pointer(&trouble));
  return *error == NULL;
}

static int
work(const char *in, const char *out, gboolean json, const SceneOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(in, &error);
  g_autoptr(TrajectoryWriter) writer = NULL;

  if (!reader)
    return cli_fail("forces", error);
  trajectory_reader_set_independent(reader);
  if (out && !(writer = trajectory_writer_open(out, &error)))
    return cli_fail("forces", error);
  Job job = {reader, writer, json ? json_builder_new() : NULL, options};
  if (json)
    json_builder_begin_array(job.json);
  gboolean good = do_file(&job, &error);
  if (good && writer)
    good = trajectory_writer_close(g_steal_pointer(&writer), &error);
  if (json) {
    json_builder_end_array(job.json);
    if (good)
      cli_print_json(job.json);
    else
      g_object_unref(job.json);
  }
  return good ? CLI_DONE : cli_fail("forces", error);
}

int
cli_forces(int argc, char **argv)
{
  g_autofree char *out = NULL;
  gboolean json = FALSE;
  SceneOptions options;
  const GOptionEntry own[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Write frames with forces"),
       "OUT.extxyz"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Totals and terms as JSON"), NULL},
      G_OPTION_ENTRY_NULL};

  scene_options_init(&options);
  g_autofree GOptionEntry *entries = scene_options_entries(&options, own, FALSE);
  int status = CLI_USAGE;
  if (cli_parse(&argc, &argv, entries, "IN",
                _("Energy, forces, virial and pressure of every frame of IN."), 1, 1))
    status = work(argv[1], out, json, &options);
  scene_options_clear(&options);
  return status;
}
