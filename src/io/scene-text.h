// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The text of a scene file as groups, keys and values with their lines. Syntax of
 * GKeyFile: [Group], Key=value, Key[lang]=value, # comments, escapes \\n \\t \\s \\\\.
 * Inside io only. */
#pragma once

#include <glib.h>

#include "io/line-reader.h"

typedef struct {
  char *group, *key, *value; /* owned; value unescaped and stripped */
  char *language;            /* of Key[language], or NULL; owned */
  guint line;
} SceneLine;

/* Whether a file that begins with these lines is a scene. */
gboolean scene_text_matches(char *const *head);
/* All lines with values (SceneLine*, owned by the array), or NULL with error. A key twice
 * in a group is an error. */
GPtrArray *scene_text_read(LineReader *reader, GError **error);
/* value as it must stand in a file. Owner: caller. */
char *scene_text_escape(const char *value);
