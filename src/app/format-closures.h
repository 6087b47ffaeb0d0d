// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The functions of format.h under the names that .ui files use in closures, so that
 * labels are bound to the session and need no code to update them:
 * <closure type="gchararray" function="format_time"><lookup name="time">…. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

/* For class_init, after the template is set. */
void format_bind_closures(GtkWidgetClass *klass);
