// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The key=value line of extended xyz: values bare, in quotes with backslash escapes, or
 * in brackets; a bare key is true. Pure; any thread. */
#pragma once

#include <glib.h>

/* Keys in lower case → values without quotes. NULL with *reason (static text) when a
 * quote or bracket is not closed. Owner: caller. */
GHashTable *header_values_parse(const char *line, const char **reason);
