// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/committee-model.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

#define MEAN_DRIVES  " + "
#define FIRST_DRIVES " | "

char **
committee_split(const char *potential, gboolean *first_drives)
{
  gboolean first = strstr(potential, FIRST_DRIVES) != NULL;

  if (first_drives)
    *first_drives = first;
  if (!first && !strstr(potential, MEAN_DRIVES))
    return NULL;
  if (g_file_test(potential, G_FILE_TEST_EXISTS))
    return NULL;
  char **paths = g_strsplit(potential, first ? FIRST_DRIVES : MEAN_DRIVES, 0);
  for (char **path = paths; *path; path++)
    g_strstrip(*path);
  return paths;
}

char *
committee_join(const char *const *paths, gboolean first_drives)
{
  return g_strjoinv(first_drives ? FIRST_DRIVES : MEAN_DRIVES, (char **)paths);
}

static void
committee_free(LearnedModel *model)
{
  g_ptr_array_unref(((CommitteeModel *)model)->members);
}

static gboolean
check_members(const GPtrArray *members, GError **error)
{
  if (members->len < 2 || members->len > COMMITTEE_MOST) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("a committee has 2 to %d members, not %u"), COMMITTEE_MOST,
                members->len);
    return FALSE;
  }
  const LearnedModel *first = members->pdata[0];
  for (guint k = 1; k < members->len; k++) {
    const LearnedModel *other = members->pdata[k];
    if (other->kind == first->kind)
      continue;
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%s is of the kind %s, but the first member of the committee is of the "
                  "kind %s"),
                other->file, learned_kind_name(other->kind),
                learned_kind_name(first->kind));
    return FALSE;
  }
  return TRUE;
}

static gboolean
everybody_knows(const GPtrArray *members, const char *symbol)
{
  for (guint k = 0; k < members->len; k++)
    if (learned_model_find(members->pdata[k], symbol) < 0)
      return FALSE;
  return TRUE;
}

static void
describe(CommitteeModel *self)
{
  const LearnedModel *first = self->members->pdata[0];
  LearnedModel *base = &self->base;

  for (guint e = 0; e < first->elements->len; e++)
    if (everybody_knows(self->members, first->elements->pdata[e]))
      g_ptr_array_add(base->elements, g_strdup(first->elements->pdata[e]));
  base->has_wall = TRUE;
  for (guint k = 0; k < self->members->len; k++) {
    const LearnedModel *member = self->members->pdata[k];
    base->r_cut = MAX(base->r_cut, member->r_cut);
    base->has_wall &= member->has_wall;
  }
  /* Translators: a number, and what a member is ("TensorNet, 128 channels") */
  base->title =
      g_strdup_printf(_("Committee of %u: %s"), self->members->len, first->title);
  base->provenance = g_strdup(first->provenance);
}

LearnedModel *
committee_model_new(GPtrArray *members, gboolean first_drives, GError **error)
{
  g_autoptr(GString) files = g_string_new(NULL);

  if (!check_members(members, error))
    return NULL;
  CommitteeModel *self = g_new0(CommitteeModel, 1);
  self->members = g_ptr_array_new_with_free_func((GDestroyNotify)learned_model_unref);
  for (guint k = 0; k < members->len; k++) {
    LearnedModel *member = members->pdata[k];
    g_ptr_array_add(self->members, learned_model_ref(member));
    g_string_append_printf(files, "%s%s",
                           k == 0         ? ""
                           : first_drives ? FIRST_DRIVES
                                          : MEAN_DRIVES,
                           member->file);
  }
  self->first_drives = first_drives;
  learned_model_init(&self->base, LEARNED_COMMITTEE, files->str, committee_free);
  describe(self);
  return &self->base;
}

LearnedModel *
committee_model_open(const char *potential, GError **error)
{
  gboolean first_drives;
  g_auto(GStrv) paths = committee_split(potential, &first_drives);
  g_autoptr(GPtrArray) members =
      g_ptr_array_new_with_free_func((GDestroyNotify)learned_model_unref);

  for (char **path = paths; path && *path; path++) {
    LearnedModel *member = learned_model_open(*path, error);
    if (!member)
      return NULL;
    g_ptr_array_add(members, member);
  }
  return committee_model_new(members, first_drives, error);
}
