// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "file-support.h"

#include <glib/gstdio.h>

#include "base/base-error.h"
#include "io/structure-file.h"

const char *
support_folder(void)
{
  static char *folder = NULL;

  if (!folder)
    folder = g_dir_make_tmp("vitrine-io-XXXXXX", NULL);
  g_assert_nonnull(folder);
  return folder;
}

void
support_clean(void)
{
  GDir *folder = g_dir_open(support_folder(), 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name(folder)) != NULL) {
    g_autofree char *path = support_path(name);
    g_unlink(path);
  }
  g_clear_pointer(&folder, g_dir_close);
  g_rmdir(support_folder());
}

char *
support_path(const char *name)
{
  return g_build_filename(support_folder(), name, NULL);
}

char *
support_write(const char *name, const char *text)
{
  char *path = support_path(name);

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

char *
support_data(const char *name)
{
  return g_test_build_filename(G_TEST_DIST, "data", "io", name, NULL);
}

Frame *
support_read(const char *path)
{
  g_autoptr(GError) error = NULL;
  Frame *frame = structure_read(path, &error);

  g_assert_no_error(error);
  return frame;
}

GPtrArray *
support_read_all(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  Frame *frame;

  g_assert_no_error(error);
  while ((frame = trajectory_reader_next(reader, &error)) != NULL)
    g_ptr_array_add(frames, frame);
  g_assert_no_error(error);
  return frames;
}

Frame *
support_read_text(const char *name, const char *text)
{
  g_autofree char *path = support_write(name, text);

  return support_read(path);
}

static guint
read_until_error(const char *path, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  Frame *frame;
  guint n = 0;

  if (!reader)
    return 0;
  while ((frame = trajectory_reader_next(reader, error)) != NULL) {
    frame_unref(frame);
    n++;
  }
  return n;
}

void
support_assert_bad(const char *name, const char *text, guint good_frames, guint line,
                   const char *needle)
{
  g_autofree char *path = support_write(name, text);
  g_autofree char *where = g_strdup_printf("%s:%u: ", path, line);
  g_autoptr(GError) error = NULL;
  guint n = read_until_error(path, &error);

  g_assert_nonnull(error);
  g_assert_true(error->domain == VITRINE_ERROR);
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  g_assert_cmpuint(strlen(error->message), <, strlen(where) + 800);
  if (!g_str_has_prefix(error->message, where) || !strstr(error->message, needle))
    g_error("expected \"%s…%s…\", got \"%s\"", where, needle, error->message);
  g_assert_cmpuint(n, ==, good_frames);
}

void
support_assert_near(Vec3 a, Vec3 b, double tolerance)
{
  g_assert_cmpfloat(fabs(a.x - b.x), <=, tolerance);
  g_assert_cmpfloat(fabs(a.y - b.y), <=, tolerance);
  g_assert_cmpfloat(fabs(a.z - b.z), <=, tolerance);
}

void
support_assert_frames_agree(const Frame *a, const Frame *b, double tolerance)
{
  g_assert_cmpuint(a->n_atoms, ==, b->n_atoms);
  g_assert_cmpint(a->step, ==, b->step);
  g_assert_cmpfloat_with_epsilon(a->time, b->time, 1e-12);
  support_assert_near(a->cell.origin, b->cell.origin, tolerance);
  for (int k = 0; k < 3; k++)
    support_assert_near(a->cell.vector[k], b->cell.vector[k], tolerance);
  for (guint i = 0; i < a->n_atoms; i++) {
    g_assert_cmpstr(a->species->element[a->type[i]]->symbol, ==,
                    b->species->element[b->type[i]]->symbol);
    support_assert_near(a->position[i], b->position[i], tolerance);
    if (a->velocity && b->velocity)
      support_assert_near(a->velocity[i], b->velocity[i], tolerance);
    if (a->force && b->force)
      support_assert_near(a->force[i], b->force[i], tolerance);
    if (a->energy && b->energy)
      g_assert_cmpfloat(fabs(a->energy[i] - b->energy[i]), <=, tolerance);
  }
}
