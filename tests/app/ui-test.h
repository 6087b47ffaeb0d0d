// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the tests of the window share: waiting on conditions (never on time alone),
 * finding widgets as assistive technology would, a small glass that runs. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

/* For slow and busy machines; the others are not kept waiting. */
#define UI_TEST_PATIENCE (600 * G_USEC_PER_SEC)

#define WAIT(condition)                                      \
  do {                                                       \
    gint64 end_ = g_get_monotonic_time() + UI_TEST_PATIENCE; \
    while (!(condition) && g_get_monotonic_time() < end_)    \
      if (!g_main_context_iteration(NULL, FALSE))            \
        g_usleep(1000);                                      \
    g_assert_true(condition);                                \
  } while (0)

/* Lets the main loop go on for a while, for what must not happen; the display server has
 * answered to all that was asked of it before the while begins. */
void ui_test_let_pass(guint msec);

/* First widget below root of this type (and accessible label, unless NULL), or NULL. */
GtkWidget *ui_test_find(GtkWidget *root, GType type, const char *label);
/* First visible label below root whose text contains part, or NULL. */
GtkLabel *ui_test_find_text(GtkWidget *root, const char *part);
/* Types text into an entry and presses Enter. */
void ui_test_enter(GtkWidget *entry, const char *text);

/* A sodium silicate of a few dozen atoms on a lattice, thermostatted at 1000 K. Owner:
 * caller. */
Scene *ui_test_scene(void);
/* A session that runs ui_test_scene, paused at once, and polls itself. */
VitrineSession *ui_test_session(void);

/* Pauses and waits until the run has obeyed: commands are obeyed in their order, so the
 * time constant that is sent after the pause tells. Something must poll the session. */
void ui_test_pause(VitrineSession *session);

/* The commands that a session posts, noted from now on. */
typedef struct {
  guint n;
  Command last;
} UiTestPosted;

void ui_test_note_posted(VitrineSession *session, UiTestPosted *posted);
