// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The file dialogs of the main window: open, save the structure or the scene, export the
 * plots. Each shows a dialog and does its work when the person answers; what fails is
 * said with file and reason. Main thread. */
#pragma once

#include "app/vitrine-window.h"

void window_files_open(VitrineWindow *window);
void window_files_save_structure(VitrineWindow *window);
void window_files_save_scene(VitrineWindow *window);
void window_files_export_plots(VitrineWindow *window);
