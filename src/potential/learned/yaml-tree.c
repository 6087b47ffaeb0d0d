// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/yaml-tree.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yaml.h>

#include "base/base-error.h"

#define MOST_DEPTH 64

typedef struct {
  JsonNode *node; /* mapping or sequence; owned */
  char *anchor;   /* NULL: none */
  char *key;      /* of the value that comes next in a mapping */
} Level;

typedef struct {
  Level level[MOST_DEPTH];
  int depth;           /* levels that are open */
  JsonNode *root;      /* once it is complete */
  GHashTable *anchors; /* char* → JsonNode*, both owned */
  const char *problem;
} Builder;

static JsonNode *
plain_scalar(const char *text)
{
  static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
  JsonNode *node = json_node_alloc();
  char *end;
  double number = g_ascii_strtod(text, &end);

  if (g_strv_contains(nulls, text))
    return json_node_init_null(node);
  if (!g_ascii_strcasecmp(text, "true") || !g_ascii_strcasecmp(text, "false"))
    return json_node_init_boolean(node, g_ascii_tolower(text[0]) == 't');
  if (*end == '\0' && strchr("+-.0123456789", text[0]))
    return json_node_init_double(node, number);
  return json_node_init_string(node, text);
}

static JsonNode *
scalar_of(const yaml_event_t *event)
{
  const char *text = (const char *)event->data.scalar.value;

  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
    return plain_scalar(text);
  return json_node_init_string(json_node_alloc(), text);
}

static void
anchor_node(Builder *b, const char *name, JsonNode *node)
{
  if (name)
    g_hash_table_replace(b->anchors, g_strdup(name), json_node_ref(node));
}

static char *
key_of(const JsonNode *node)
{
  JsonNode *value = (JsonNode *)node;

  if (JSON_NODE_HOLDS_NULL(value) || !JSON_NODE_HOLDS_VALUE(value))
    return NULL;
  if (json_node_get_value_type(value) == G_TYPE_STRING)
    return g_strdup(json_node_get_string(value));
  return g_strdup_printf("%g", json_node_get_double(value));
}

/* Takes node over. */
static void
place(Builder *b, JsonNode *node)
{
  Level *level = b->depth > 0 ? &b->level[b->depth - 1] : NULL;

  if (!level) {
    g_clear_pointer(&b->root, json_node_unref);
    b->root = node;
  } else if (JSON_NODE_HOLDS_ARRAY(level->node)) {
    json_array_add_element(json_node_get_array(level->node), node);
  } else if (!level->key) {
    level->key = key_of(node);
    if (!level->key)
      b->problem = N_("a key that is no text");
    json_node_unref(node);
  } else {
    json_object_set_member(json_node_get_object(level->node), level->key, node);
    g_clear_pointer(&level->key, g_free);
  }
}

static void
open_level(Builder *b, JsonNodeType type, const char *anchor)
{
  if (b->depth == MOST_DEPTH) {
    b->problem = N_("nested too deeply");
    return;
  }
  JsonNode *node = json_node_new(type);
  if (type == JSON_NODE_ARRAY)
    json_node_take_array(node, json_array_new());
  else
    json_node_take_object(node, json_object_new());
  b->level[b->depth++] = (Level){node, g_strdup(anchor), NULL};
}

static void
close_level(Builder *b)
{
  Level level = b->level[--b->depth];

  anchor_node(b, level.anchor, level.node);
  g_free(level.anchor);
  g_free(level.key);
  place(b, level.node);
}

static void
follow_alias(Builder *b, const char *name)
{
  JsonNode *node = g_hash_table_lookup(b->anchors, name);

  if (node)
    place(b, json_node_ref(node));
  else
    b->problem = N_("an alias of nothing");
}

static void
take_event(Builder *b, const yaml_event_t *event)
{
  JsonNode *node;

  switch (event->type) {
  case YAML_SCALAR_EVENT:
    node = scalar_of(event);
    anchor_node(b, (const char *)event->data.scalar.anchor, node);
    place(b, node);
    return;
  case YAML_SEQUENCE_START_EVENT:
    open_level(b, JSON_NODE_ARRAY, (const char *)event->data.sequence_start.anchor);
    return;
  case YAML_MAPPING_START_EVENT:
    open_level(b, JSON_NODE_OBJECT, (const char *)event->data.mapping_start.anchor);
    return;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    close_level(b);
    return;
  case YAML_ALIAS_EVENT:
    follow_alias(b, (const char *)event->data.alias.anchor);
    return;
  default:
    return;
  }
}

static void
run_parser(yaml_parser_t *parser, Builder *b)
{
  gboolean ended = FALSE;

  while (!ended && !b->problem) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) {
      b->problem = parser->problem ? parser->problem : N_("no YAML");
      return;
    }
    take_event(b, &event);
    ended = event.type == YAML_STREAM_END_EVENT || event.type == YAML_DOCUMENT_END_EVENT;
    yaml_event_delete(&event);
  }
}

static void
clear_builder(Builder *b)
{
  while (b->depth > 0) {
    Level level = b->level[--b->depth];
    json_node_unref(level.node);
    g_free(level.anchor);
    g_free(level.key);
  }
  g_hash_table_unref(b->anchors);
}

JsonNode *
yaml_tree_parse(const guint8 *data, gsize size, GError **error)
{
  Builder b = {.anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify)json_node_unref)};
  yaml_parser_t parser;

  if (!yaml_parser_initialize(&parser))
    g_error("no memory");
  yaml_parser_set_input_string(&parser, data, size);
  run_parser(&parser, &b);
  if (!b.root && !b.problem)
    b.problem = N_("no YAML");
  if (b.problem) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, _("line %zu: %s"),
                parser.mark.line + 1, _(b.problem));
    g_clear_pointer(&b.root, json_node_unref);
  }
  clear_builder(&b);
  yaml_parser_delete(&parser);
  return b.root;
}
