// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The line at the bottom: what the run last said, and its numbers. All numbers are bound
 * to the session in the .ui file. Where the window is narrow, numbers that stand
 * elsewhere too go first, so that words stay whole. Main thread. Properties: session,
 * frame-rate, message, motion. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_STATUS_LINE (vitrine_status_line_get_type())
G_DECLARE_FINAL_TYPE(VitrineStatusLine, vitrine_status_line, VITRINE, STATUS_LINE,
                     GtkWidget)
