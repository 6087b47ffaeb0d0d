// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/pickle.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

struct Pickle {
  GPtrArray *values; /* PickleValue*, owned: all there are */
  PickleValue *root;
};

typedef struct {
  Pickle *pickle;
  const guint8 *data;
  gsize size, at;
  GPtrArray *stack; /* PickleValue*; NULL is a mark */
  GHashTable *memo; /* number → PickleValue* */
  guint n_memo;
  gboolean bad;
} Machine;

static void
free_value(gpointer data)
{
  PickleValue *value = data;
  g_free(value->text);
  g_clear_pointer(&value->items, g_ptr_array_unref);
  g_free(value);
}

static PickleValue *
make(Machine *m, PickleKind kind)
{
  PickleValue *value = g_new0(PickleValue, 1);
  value->kind = kind;
  if (kind >= PICKLE_TUPLE)
    value->items = g_ptr_array_new();
  g_ptr_array_add(m->pickle->values, value);
  return value;
}

static void
push(Machine *m, PickleValue *value)
{
  g_ptr_array_add(m->stack, value);
}

static PickleValue *
pop(Machine *m)
{
  PickleValue *value =
      m->stack->len > 0 ? g_ptr_array_steal_index(m->stack, m->stack->len - 1) : NULL;
  if (value)
    return value;
  m->bad = TRUE;
  return make(m, PICKLE_NONE);
}

static PickleValue *
top(Machine *m)
{
  PickleValue *value = pop(m);
  push(m, value);
  return value;
}

/* n bytes of the stream. */
static const guint8 *
take(Machine *m, gsize n)
{
  static const guint8 nothing[8] = {0};
  if (n > m->size - m->at) {
    m->bad = TRUE;
    m->at = m->size;
    return nothing;
  }
  m->at += n;
  return m->data + m->at - n;
}

static guint64
take_number(Machine *m, guint n_bytes)
{
  const guint8 *p = take(m, n_bytes);
  guint64 number = 0;
  for (guint k = 0; k < n_bytes; k++)
    number |= (guint64)p[k] << (8 * k);
  return number;
}

static void
push_int(Machine *m, gint64 number)
{
  PickleValue *value = make(m, PICKLE_INT);
  value->integer = number;
  push(m, value);
}

static void
push_bool(Machine *m, gboolean is)
{
  PickleValue *value = make(m, PICKLE_BOOL);
  value->integer = is;
  push(m, value);
}

static void
push_long(Machine *m)
{
  guint n = take_number(m, 1);
  guint64 number = n <= 8 ? take_number(m, n) : 0;
  if (n > 8)
    m->bad = TRUE;
  if (n > 0 && n < 8 && number >> (8 * n - 1))
    number |= ~(guint64)0 << (8 * n);
  push_int(m, (gint64)number);
}

static void
push_float(Machine *m)
{
  const guint8 *p = take(m, 8);
  guint64 bits = 0;
  for (int k = 0; k < 8; k++)
    bits = bits << 8 | p[k];
  PickleValue *value = make(m, PICKLE_FLOAT);
  memcpy(&value->real, &bits, 8);
  push(m, value);
}

static void
push_text(Machine *m, gsize n)
{
  const guint8 *p = take(m, n);
  PickleValue *value = make(m, PICKLE_TEXT);
  value->text = m->bad ? g_strdup("") : g_strndup((const char *)p, n);
  push(m, value);
}

/* The rest of a line. */
static char *
take_line(Machine *m)
{
  const guint8 *end = memchr(m->data + m->at, '\n', m->size - m->at);
  if (!end) {
    m->bad = TRUE;
    return g_strdup("");
  }
  char *line = g_strndup((const char *)m->data + m->at, end - m->data - m->at);
  m->at = end - m->data + 1;
  return line;
}

static void
push_global(Machine *m, const char *module, const char *name)
{
  PickleValue *value = make(m, PICKLE_GLOBAL);
  value->text = g_strdup_printf("%s %s", module, name);
  push(m, value);
}

/* Moves what lies above the last mark, and the mark, from the stack to items. */
static void
take_to_mark(Machine *m, GPtrArray *items)
{
  guint mark = m->stack->len;
  while (mark > 0 && m->stack->pdata[mark - 1])
    mark--;
  if (mark == 0) {
    m->bad = TRUE;
    return;
  }
  for (guint k = mark; k < m->stack->len; k++)
    g_ptr_array_add(items, m->stack->pdata[k]);
  g_ptr_array_set_size(m->stack, mark - 1);
}

static void
push_tuple(Machine *m, guint n)
{
  PickleValue *tuple = make(m, PICKLE_TUPLE);
  g_ptr_array_set_size(tuple->items, n);
  for (guint k = n; k > 0; k--)
    tuple->items->pdata[k - 1] = pop(m);
  push(m, tuple);
}

static void
push_marked(Machine *m, PickleKind kind)
{
  PickleValue *value = make(m, kind);
  take_to_mark(m, value->items);
  push(m, value);
}

static void
append_marked(Machine *m)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  take_to_mark(m, items);
  PickleValue *to = top(m);
  if (to->items)
    g_ptr_array_extend(to->items, items, NULL, NULL);
  else
    m->bad = TRUE;
}

static void
append(Machine *m, guint n)
{
  PickleValue *item[2];
  for (guint k = n; k > 0; k--)
    item[k - 1] = pop(m);
  PickleValue *to = top(m);
  for (guint k = 0; k < n && to->items; k++)
    g_ptr_array_add(to->items, item[k]);
  m->bad |= !to->items;
}

static void
call(Machine *m)
{
  PickleValue *object = make(m, PICKLE_OBJECT);
  object->arguments = pop(m);
  object->callable = pop(m);
  push(m, object);
}

static void
build(Machine *m)
{
  PickleValue *state = pop(m);
  top(m)->state = state;
}

static void
push_reference(Machine *m)
{
  PickleValue *reference = make(m, PICKLE_REFERENCE);
  g_ptr_array_add(reference->items, pop(m));
  push(m, reference);
}

static void
remember(Machine *m, guint64 key)
{
  m->n_memo++;
  g_hash_table_insert(m->memo, GSIZE_TO_POINTER((gsize)key), top(m));
}

static void
recall(Machine *m, guint64 key)
{
  PickleValue *value = g_hash_table_lookup(m->memo, GSIZE_TO_POINTER((gsize)key));
  m->bad |= !value;
  push(m, value ? value : make(m, PICKLE_NONE));
}

static gboolean
do_atom(Machine *m, guint8 op)
{
  switch (op) {
  case 'N':
    push(m, make(m, PICKLE_NONE));
    return TRUE;
  case 0x88:
  case 0x89:
    push_bool(m, op == 0x88);
    return TRUE;
  case 'K':
    push_int(m, take_number(m, 1));
    return TRUE;
  case 'M':
    push_int(m, take_number(m, 2));
    return TRUE;
  case 'J':
    push_int(m, (gint32)take_number(m, 4));
    return TRUE;
  case 0x8a:
    push_long(m);
    return TRUE;
  case 'G':
    push_float(m);
    return TRUE;
  case 'X':
    push_text(m, take_number(m, 4));
    return TRUE;
  case 0x8c:
    push_text(m, take_number(m, 1));
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
do_container(Machine *m, guint8 op)
{
  switch (op) {
  case '(':
    push(m, NULL);
    return TRUE;
  case ')':
    push_tuple(m, 0);
    return TRUE;
  case 't':
    push_marked(m, PICKLE_TUPLE);
    return TRUE;
  case 0x85:
  case 0x86:
  case 0x87:
    push_tuple(m, op - 0x84);
    return TRUE;
  case ']':
    push(m, make(m, PICKLE_LIST));
    return TRUE;
  case '}':
    push(m, make(m, PICKLE_DICT));
    return TRUE;
  case 'a':
    append(m, 1);
    return TRUE;
  case 's':
    append(m, 2);
    return TRUE;
  case 'e':
  case 'u':
    append_marked(m);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
do_global(Machine *m)
{
  g_autofree char *module = take_line(m), *name = take_line(m);
  push_global(m, module, name);
}

static void
do_stack_global(Machine *m)
{
  PickleValue *name = pop(m), *module = pop(m);
  push_global(m, module->text ? module->text : "", name->text ? name->text : "");
}

static gboolean
do_object(Machine *m, guint8 op)
{
  switch (op) {
  case 'c':
    do_global(m);
    return TRUE;
  case 0x93:
    do_stack_global(m);
    return TRUE;
  case 'R':
  case 0x81:
    call(m);
    return TRUE;
  case 'b':
    build(m);
    return TRUE;
  case 'Q':
    push_reference(m);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
do_memo(Machine *m, guint8 op)
{
  switch (op) {
  case 0x80:
    take(m, 1);
    return TRUE;
  case 0x95: /* frame: its length says nothing new */
    take(m, 8);
    return TRUE;
  case 'q':
    remember(m, take_number(m, 1));
    return TRUE;
  case 'r':
    remember(m, take_number(m, 4));
    return TRUE;
  case 0x94:
    remember(m, m->n_memo);
    return TRUE;
  case 'h':
    recall(m, take_number(m, 1));
    return TRUE;
  case 'j':
    recall(m, take_number(m, 4));
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
run(Machine *m, GError **error)
{
  while (!m->bad && m->at < m->size) {
    guint8 op = m->data[m->at++];
    if (op == '.') {
      m->pickle->root = pop(m);
      return !m->bad;
    }
    if (!do_atom(m, op) && !do_container(m, op) && !do_object(m, op) && !do_memo(m, op)) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                  _("the pickle has an instruction (0x%02x) that weights do not need"),
                  op);
      return FALSE;
    }
  }
  return FALSE;
}

Pickle *
pickle_parse(const guint8 *data, gsize size, GError **error)
{
  g_autoptr(Pickle) pickle = g_new0(Pickle, 1);
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_autoptr(GHashTable) memo = g_hash_table_new(NULL, NULL);
  g_autoptr(GError) why = NULL;

  pickle->values = g_ptr_array_new_with_free_func(free_value);
  Machine machine = {
      .pickle = pickle, .data = data, .size = size, .stack = stack, .memo = memo};
  if (run(&machine, &why))
    return g_steal_pointer(&pickle);
  if (!why)
    g_set_error_literal(&why, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                        _("the pickle is damaged"));
  g_propagate_error(error, g_steal_pointer(&why));
  return NULL;
}

void
pickle_free(Pickle *pickle)
{
  if (!pickle)
    return;
  g_ptr_array_unref(pickle->values);
  g_free(pickle);
}

const PickleValue *
pickle_root(const Pickle *pickle)
{
  return pickle->root;
}

static const PickleValue *
find_in_items(const PickleValue *value, const char *key)
{
  if (value->kind != PICKLE_DICT && value->kind != PICKLE_OBJECT)
    return NULL;
  for (guint k = 0; k + 1 < value->items->len; k += 2) {
    const PickleValue *name = value->items->pdata[k];
    if (name->kind == PICKLE_TEXT && strcmp(name->text, key) == 0)
      return value->items->pdata[k + 1];
  }
  return NULL;
}

const PickleValue *
pickle_get(const PickleValue *value, const char *key)
{
  if (!value)
    return NULL;
  const PickleValue *found = find_in_items(value, key);
  if (!found && value->state)
    found = find_in_items(value->state, key);
  return found;
}

gboolean
pickle_is_made_by(const PickleValue *value, const char *global)
{
  return value && value->kind == PICKLE_OBJECT &&
         value->callable->kind == PICKLE_GLOBAL &&
         strcmp(value->callable->text, global) == 0;
}
