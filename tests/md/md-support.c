// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md-support.h"

#include "base/rng.h"
#include "potential/potential-set.h"
#include "reference-file.h"

Frame *
replicate(const Frame *frame, guint n)
{
  return frame_replicate(frame, (guint[3]){n, n, n});
}

void
shake(Frame *frame, double width, guint64 seed)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    double g[4];
    rng_normal4(seed, RNG_TEST, 0, i, g);
    frame->position[i] = vec3_mul_add(frame->position[i], width, vec3(g[0], g[1], g[2]));
  }
}

Frame *
sample_glass(double width, guint64 seed)
{
  g_autoptr(ReferenceFile) file =
      reference_file_read("ns2_glass300__pedone_dsf_cut7_shifted");
  Frame *big = replicate(file->frame, 2);

  shake(big, width, seed);
  return big;
}

ForceField *
sample_glass_field(const Frame *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PotentialSet) set = potential_set_load("pedone2006", &error);

  g_assert_no_error(error);
  ForceField *ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  return ff;
}

double
relative_rms(const Vec3 *a, const Vec3 *b, guint n)
{
  double difference = 0.0, size = 0.0;

  for (guint i = 0; i < n; i++) {
    difference += vec3_norm2(vec3_sub(a[i], b[i]));
    size += vec3_norm2(a[i]);
  }
  return sqrt(difference / size);
}
