// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "base/units.h"
#include "io/line-fields.h"
#include "io/structure-format.h"
#include "io/vasp-header.h"

typedef struct {
  gboolean has_header;
  VaspHeader header;
} Parser;

static gpointer
new_parser(void)
{
  return g_new0(Parser, 1);
}

static gboolean
is_configuration(const char *line)
{
  g_autofree char *lower = g_ascii_strdown(line, -1);

  return strstr(lower, "configuration=") != NULL;
}

static gboolean
is_blank(const char *line)
{
  return line[strspn(line, " \t")] == '\0';
}

/* In a changing cell the head comes again before every configuration. */
static gboolean
read_frame(gpointer data, LineReader *reader, FrameDraft *draft, GError **error)
{
  Parser *parser = data;
  GError *cause = NULL;
  char *line;

  do
    line = line_reader_next(reader, &cause);
  while (line && parser->has_header && is_blank(line));
  if (!line) {
    if (cause)
      g_propagate_error(error, cause);
    return FALSE;
  }
  if (!parser->has_header || !is_configuration(line)) {
    g_autofree char *title = g_strdup(line);
    if (!vasp_header_read(&parser->header, title, reader, error))
      return FALSE;
    parser->has_header = TRUE;
    line = line_reader_expect(reader, _("\"Direct configuration=\""), error);
    if (!line)
      return FALSE;
  }
  if (!is_configuration(line))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected \"Direct configuration=\", found \"%.40s\""),
                            line);
  return vasp_read_atoms(&parser->header, TRUE, reader, draft, error);
}

static gboolean
matches(char *const *head)
{
  if (!vasp_header_matches(head))
    return FALSE;
  for (guint k = 5; k < 9 && head[k]; k++)
    if (is_configuration(head[k]))
      return TRUE;
  return FALSE;
}

static const char *const suffixes[] = {"xdatcar", ".xdatcar", NULL};

const ReadFormat xdatcar_read_format = {
    .name = "XDATCAR",
    .suffixes = suffixes,
    .guessed_interval = UNITS_FS,
    .matches = matches,
    .new_parser = new_parser,
    .free_parser = g_free,
    .read = read_frame,
};
