// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A pickle as a tree of plain values: nothing is looked up, called or built. What Python
 * would construct stays an object that names its class and its arguments, and the caller
 * takes from it what it knows. Opcodes of protocols 2 to 4 that files of weights need
 * (Python's pickletools documents them); any other is an error. */
#pragma once

#include <glib.h>

typedef enum {
  PICKLE_NONE,
  PICKLE_BOOL,
  PICKLE_INT,
  PICKLE_FLOAT,
  PICKLE_TEXT,
  PICKLE_GLOBAL, /* text: "module name" */
  PICKLE_TUPLE,  /* items */
  PICKLE_LIST,   /* items */
  PICKLE_DICT,   /* items: key, value, key, value … */
  PICKLE_OBJECT, /* callable(arguments), then items as of a dictionary or list, then state
                  */
  PICKLE_REFERENCE, /* to what lies outside of the pickle: items[0] names it */
} PickleKind;

typedef struct PickleValue PickleValue;

struct PickleValue {
  PickleKind kind;
  gint64 integer; /* of bool and int */
  double real;
  char *text;
  GPtrArray *items;                          /* PickleValue*, not owned */
  PickleValue *callable, *arguments, *state; /* not owned; NULL unless an object */
};

typedef struct Pickle Pickle;

Pickle *pickle_parse(const guint8 *data, gsize size, GError **error);
void pickle_free(Pickle *pickle);
/* The value itself; lives as long as the pickle, as everything in it. */
const PickleValue *pickle_root(const Pickle *pickle);

/* Value of a text key in a dictionary, in the items of an object or in its state (looked
 * through in this order); NULL when there is none or value is NULL. */
const PickleValue *pickle_get(const PickleValue *value, const char *key);
/* Whether value is an object made by this global ("torch._utils _rebuild_tensor_v2"). */
gboolean pickle_is_made_by(const PickleValue *value, const char *global);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pickle, pickle_free)
