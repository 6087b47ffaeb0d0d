// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The settings of org.vitrine.Vitrine, when their schema can be found: installed, in
 * GSETTINGS_SCHEMA_DIR, or in VITRINE_SCHEMA_DIR. Without it the program runs with its
 * defaults and remembers nothing. Main thread. */
#pragma once

#include <gio/gio.h>

/* NULL without a schema. Owner: caller. */
GSettings *app_settings_new(void);
/* g_settings_bind where settings has the key; else nothing. settings may be NULL. */
void app_settings_bind(GSettings *settings, const char *key, gpointer object,
                       const char *property);
/* Writes a boolean, unsigned, double or string property once. */
void app_settings_write(GSettings *settings, const char *key, gpointer object,
                        const char *property);
