// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Scenes as small text files (GKeyFile), shipped in data/scenes or a person's own:
 *
 *   [Scene]
 *   Name=Sodium disilicate
 *   Comment=One sentence for the chooser
 *   Structure=ns2-1500.extxyz.gz     beside the scene file
 *   Potential=pedone2006
 *   Ensemble=nvt-bussi               nve, nvt-bussi, nvt-nose-hoover, nvt-langevin,
 *                                    npt-scr, npt-mtk
 *   Temperature=1500                 K
 *   Tau=0.1                          ps
 *   Pressure=0                       GPa; TauPressure=1 ps, Anisotropic=no; optional
 *   TemperatureEnd=300               K, PressureEnd in GPa: ramps; optional
 *   FieldX=0.01                      V/Å; FieldY, FieldZ; RemoveDrift=no; optional
 *   TimeStep=1.0                     fs
 *   Seed=1
 *   [Changes]
 *   r0 Si-O=2.14                     z Si, D a r0 C per pair, taper B-O-Si
 *
 *   [View]                           what is to be seen: keys of model/look-text.h
 *   Style=polyhedra
 *   ColorBy=speed
 *
 * Everything in [View] is optional, and so is the group: what it does not say is as a
 * person has it in the window, and as usual on the command line. All of the format is
 * told in data/scenes/README.md. Unknown keys are errors, and so are values that cannot
 * be (file, line, key, what is expected). Any thread. */
#pragma once

#include <glib.h>

#include "model/scene.h"

/* A scene file, or any structure file (then the defaults of scene_new around it). */
Scene *scene_load(const char *path, GError **error);
gboolean scene_save(const Scene *scene, const char *path, GError **error);

typedef struct {
  char *id; /* "ns2" */
  char *name, *comment;
  char *path; /* resource:// URI, good for scene_load */
} SceneEntry;

/* The shipped scenes in their order; element type SceneEntry*, owned by the array. They
 * are compiled in (GResource /org/vitrine/Vitrine/scenes), so nothing has to be found at
 * run time. */
GPtrArray *scene_catalogue(void);
/* A shipped scene by id. */
Scene *scene_load_shipped(const char *id, GError **error);
gboolean scene_is_shipped(const char *id);
/* What a person names: a shipped scene by id, or a file as in scene_load. Where it is
 * neither, the error names the shipped ones. */
Scene *scene_open(const char *word, GError **error);
