// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "base/units.h"
#include "io/line-fields.h"
#include "io/structure-format.h"
#include "io/vasp-header.h"

typedef struct {
  gboolean done;
} Parser;

static gpointer
new_parser(void)
{
  return g_new0(Parser, 1);
}

static char
first_letter(const char *line)
{
  return g_ascii_tolower(line[strspn(line, " \t")]);
}

static gboolean
read_mode(gboolean *direct, LineReader *reader, GError **error)
{
  char *line = line_reader_expect(reader, _("Direct or Cartesian"), error);

  if (line && first_letter(line) == 's')
    line = line_reader_expect(reader, _("Direct or Cartesian"), error);
  if (!line)
    return FALSE;
  char letter = first_letter(line);
  *direct = letter == 'd';
  if (letter != 'd' && letter != 'c' && letter != 'k')
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected Direct or Cartesian, found \"%.40s\""), line);
  return TRUE;
}

/* The optional block behind the positions: a mode line (blank: Cartesian), then
 * velocities in Å/fs. Anything else is left alone. */
static gboolean
read_velocities(LineReader *reader, FrameDraft *draft, GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  GError *cause = NULL;
  char *line = line_reader_next(reader, &cause);
  gboolean moving = FALSE;

  if (!line || (first_letter(line) != '\0' && !strchr("ckd", first_letter(line))))
    goto end;
  gboolean direct = first_letter(line) == 'd';
  for (guint i = 0; i < draft->atoms->len; i++) {
    DraftAtom *atom = &g_array_index(draft->atoms, DraftAtom, i);
    line = line_reader_next(reader, &cause);
    if (!line && i > 0 && !cause)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("the file ends after %u of %u velocities"), i,
                              draft->atoms->len);
    if (!line || (i == 0 && first_letter(line) == '\0'))
      goto end;
    if (line_fields_split(line, words) < 3 ||
        fields_to_vec3((char *const *)words->pdata, &atom->velocity) < 3)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected three finite velocity components"));
    Vec3 v = atom->velocity;
    if (direct)
      v = vec3_sub(cell_to_cartesian(&draft->cell, v), draft->cell.origin);
    atom->velocity = vec3_scale(v, 1.0 / UNITS_FS);
    moving = moving || vec3_norm2(v) > 0.0;
  }
  if (moving)
    draft->fields |= FRAME_VELOCITY;
end:
  if (cause)
    g_propagate_error(error, cause);
  return cause == NULL;
}

static gboolean
read_frame(gpointer data, LineReader *reader, FrameDraft *draft, GError **error)
{
  Parser *parser = data;
  VaspHeader header = {0};
  gboolean direct;

  if (parser->done)
    return FALSE;
  parser->done = TRUE;
  char *line = line_reader_expect(reader, _("the title"), error);
  if (!line)
    return FALSE;
  g_autofree char *title = g_strdup(line);
  return vasp_header_read(&header, title, reader, error) &&
         read_mode(&direct, reader, error) &&
         vasp_read_atoms(&header, direct, reader, draft, error) &&
         read_velocities(reader, draft, error);
}

static const char *const suffixes[] = {"poscar", "contcar", ".vasp", ".poscar", NULL};

const ReadFormat poscar_read_format = {
    .name = "POSCAR",
    .suffixes = suffixes,
    .guessed_interval = 1.0,
    .matches = vasp_header_matches,
    .new_parser = new_parser,
    .free_parser = g_free,
    .read = read_frame,
};
