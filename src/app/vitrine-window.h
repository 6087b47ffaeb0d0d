// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The main window: header bar, Steer, the glass, Watch, status line; and the actions
 * (win.*) behind every button, menu and key. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/vitrine-glass-view.h"
#include "app/vitrine-record-bar.h"
#include "app/vitrine-session.h"
#include "app/vitrine-steer-panel.h"
#include "app/vitrine-watch-panel.h"

#define VITRINE_TYPE_WINDOW (vitrine_window_get_type())
G_DECLARE_FINAL_TYPE(VitrineWindow, vitrine_window, VITRINE, WINDOW, AdwApplicationWindow)

/* settings may be NULL. */
VitrineWindow *vitrine_window_new(GtkApplication *application, GSettings *settings);

/* NULL without a schema. */
GSettings *vitrine_window_get_settings(VitrineWindow *self);
VitrineSession *vitrine_window_get_session(VitrineWindow *self);
VitrineGlassView *vitrine_window_get_glass_view(VitrineWindow *self);
VitrineSteerPanel *vitrine_window_get_steer_panel(VitrineWindow *self);
VitrineWatchPanel *vitrine_window_get_watch_panel(VitrineWindow *self);
VitrineRecordBar *vitrine_window_get_record_bar(VitrineWindow *self);

/* Opens a scene or structure file, or a shipped scene by its id. It is read beside the
 * main loop; when it cannot be opened a dialog says why and the running glass stays, or,
 * when there is none yet, the first shipped scene is opened. */
void vitrine_window_open(VitrineWindow *self, const char *path_or_id);
/* The first shipped scene. */
void vitrine_window_open_default(VitrineWindow *self);

/* A short message that goes away by itself. */
void vitrine_window_toast(VitrineWindow *self, const char *text);
/* A message that waits to be read: heading and reason. */
void vitrine_window_tell(VitrineWindow *self, const char *heading, const char *reason);
