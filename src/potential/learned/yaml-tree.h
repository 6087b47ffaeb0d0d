// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* YAML as a tree of json-glib: mappings with text keys, sequences, numbers (always
 * double), truth values, null and text. Anchors and aliases are followed, tags ignored;
 * what is no number stays text. Any thread. */
#pragma once

#include <json-glib/json-glib.h>

/* The first document. Errors name the line. Owner: caller. */
JsonNode *yaml_tree_parse(const guint8 *data, gsize size, GError **error);
