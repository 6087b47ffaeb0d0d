// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sample-frame.h"

static guint
count_atoms(char **word)
{
  guint n = 0;
  for (guint i = 0; word[i]; i += 2)
    n += g_ascii_strtoull(word[i + 1], NULL, 10);
  return n;
}

Frame *
sample_frame(const char *recipe)
{
  g_auto(GStrv) word = g_strsplit(recipe, " ", -1);
  g_autoptr(SpeciesList) species = species_list_new();
  Frame *frame = frame_new(species, count_atoms(word), 0);
  guint atom = 0;
  for (guint i = 0; word[i]; i += 2) {
    const Element *element = element_lookup(word[i]);
    g_assert_nonnull(element);
    int type = species_list_add(frame->species, element);
    for (guint k = g_ascii_strtoull(word[i + 1], NULL, 10); k > 0; k--)
      frame->type[atom++] = type;
  }
  frame->cell = cell_cubic(10.0);
  return frame;
}

ForceField *
sample_force_field(const char *name, const char *recipe)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_frame(recipe);
  g_autoptr(PotentialSet) set = potential_set_load(name, &error);
  g_assert_no_error(error);
  ForceField *ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  return ff;
}
