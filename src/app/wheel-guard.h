// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* In a panel that scrolls, a slider under the pointer must not take the wheel: scrolling
 * past it would steer the glass. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* Takes the wheel away from widget, so that the panel around it scrolls. */
void wheel_guard_add(GtkWidget *widget);
