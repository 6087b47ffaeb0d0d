// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <string.h>

#include "render-fixture.h"
#include "render/hop-choice.h"
#include "render/picture-keys.h"

static void
add_ring(Snapshot *snapshot, guint size, guint n_four, gboolean borate)
{
  const Ring ring = {.n = 2 * size,
                     .n_three = borate ? size - n_four : 0,
                     .n_four = n_four,
                     .borate = borate};

  g_array_append_val(snapshot->rings, ring);
}

static Snapshot *
empty_snapshot(void)
{
  g_autoptr(Frame) frame = fixture_frame(20.0, 240);
  Snapshot *snapshot = snapshot_new(frame, NULL);

  snapshot->rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return snapshot;
}

static void
add_hop(Snapshot *snapshot, guint atom, double length, double age)
{
  Event *hop =
      fixture_hop(snapshot->frame, atom, vec3(1, 1, 1), vec3(1, 1, 1 + length), age);

  g_ptr_array_add(snapshot->hops, hop);
}

static void
test_ring_classes(void)
{
  g_autoptr(Snapshot) snapshot = empty_snapshot();
  RenderStyle style;
  Caption caption = {0};

  render_style_init(&style);
  add_ring(snapshot, 3, 0, TRUE);
  add_ring(snapshot, 3, 0, TRUE);
  add_ring(snapshot, 3, 1, TRUE);
  add_ring(snapshot, 3, 3, TRUE);
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_ALL);
  g_assert_cmpuint(caption.n_keys, ==, 3);
  g_assert_cmpstr(caption.key[0].text, ==, "boroxol rings");
  g_assert_cmpuint(caption.key[0].count, ==, 2);
  g_assert_cmpstr(caption.key[1].text, ==, "borate rings, one BO₄");
  g_assert_cmpuint(caption.key[1].count, ==, 1);
  g_assert_cmpuint(caption.key[2].count, ==, 1);
  g_assert_cmpint(memcmp(caption.key[0].rgb, caption.key[1].rgb, sizeof(float[3])), !=,
                  0);
  style.show_rings = FALSE;
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_ALL);
  g_assert_cmpuint(caption.n_keys, ==, 0);
}

/* What is not boroxol is not called so, and larger rings are told. */
static void
test_other_rings(void)
{
  g_autoptr(Snapshot) snapshot = empty_snapshot();
  RenderStyle style;
  Caption caption = {0};

  render_style_init(&style);
  add_ring(snapshot, 3, 0, FALSE);
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_RINGS);
  g_assert_cmpstr(caption.key[0].text, ==, "rings of 3 formers");
  add_ring(snapshot, 5, 0, FALSE);
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_RINGS);
  g_assert_cmpstr(caption.key[0].text, ==, "rings of 3 to 5 formers");
  render_style_set_ring_sizes(&style, 4, 6);
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_RINGS);
  g_assert_cmpstr(caption.key[0].text, ==, "rings of 5 formers");
  g_assert_cmpuint(caption.key[0].count, ==, 1);
  style.ring_sizes = 0;
  add_ring(snapshot, 3, 0, TRUE);
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_RINGS);
  g_assert_cmpstr(caption.key[0].text, ==, "rings without BO₄");
  g_assert_cmpuint(caption.key[0].count, ==, 3);
}

/* A hundred hops and a bound of sixty: both numbers are told. */
static void
test_hops_beyond_the_bound(void)
{
  g_autoptr(Snapshot) snapshot = empty_snapshot();
  RenderStyle style;
  Caption caption = {0};
  guint shown;

  render_style_init(&style);
  for (guint k = 0; k < 40; k++)
    add_hop(snapshot, k % 4, 2.0 + 0.01 * k, 1.0);
  add_hop(snapshot, 0, 3.0, style.hop_age + 1.0);
  g_assert_cmpuint(picture_keys_count_hops(snapshot, &style, &shown), ==, 40);
  g_assert_cmpuint(shown, ==, 40);
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_HOPS);
  g_assert_cmpstr(caption.key[0].text, ==, "hops, last 5 ps");
  g_assert_cmpuint(caption.key[0].count, ==, 40);
  for (guint k = 0; k < 60; k++)
    add_hop(snapshot, k % 4, 3.0 + 0.01 * k, 0.5);
  g_assert_cmpuint(picture_keys_count_hops(snapshot, &style, &shown), ==, 100);
  g_assert_cmpuint(shown, ==, 60);
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_HOPS);
  g_assert_cmpstr(caption.key[0].text, ==, "longest of 100 hops, last 5 ps");
  g_assert_cmpuint(caption.key[0].count, ==, 60);
}

static void
test_hops_of_hidden_ions(void)
{
  g_autoptr(Snapshot) snapshot = empty_snapshot();
  const Frame *frame = snapshot->frame;
  RenderStyle style;
  guint shown;

  render_style_init(&style);
  for (guint k = 0; k < 6; k++)
    add_hop(snapshot, k % 3, 2.0 + 0.01 * k, 1.0);
  style.hidden_types = 1u << frame->type[0];
  guint left = 0;
  for (guint k = 0; k < 6; k++)
    left += frame->type[k % 3] != frame->type[0];
  g_assert_cmpuint(left, <, 6);
  g_assert_cmpuint(picture_keys_count_hops(snapshot, &style, &shown), ==, left);
  g_assert_cmpuint(shown, ==, left);
}

/* One trail for four ions, some however few there are, and never more than asked for. */
static void
test_small_glasses_have_few_trails(void)
{
  g_autoptr(Frame) small = fixture_frame(8.0, 10);
  g_autoptr(Frame) medium = fixture_frame(20.0, 100);
  g_autoptr(Frame) large = fixture_frame(40.0, 2000);

  g_assert_cmpuint(hop_choice_bound(60, small), ==, 12);
  g_assert_cmpuint(hop_choice_bound(60, medium), ==, 25);
  g_assert_cmpuint(hop_choice_bound(60, large), ==, 60);
  g_assert_cmpuint(hop_choice_bound(0, medium), ==, 0);
}

static void
test_surfaces(void)
{
  g_autoptr(Snapshot) snapshot = empty_snapshot();
  RenderStyle style;
  Caption caption = {0};

  render_style_init(&style);
  snapshot->pathways = pathways_new("density", snapshot->frame, NULL);
  for (guint k = 0; k < 2; k++) {
    Mesh *mesh = mesh_new(k == 0 ? MESH_DENSITY : MESH_CHANNEL,
                          k == 0 ? "Ion density" : "Channel", 3, 1, FALSE);
    mesh->level = 0.0125;
    g_ptr_array_add(snapshot->pathways->surfaces, mesh);
  }
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_ALL);
  g_assert_cmpuint(caption.n_keys, ==, 2);
  g_assert_cmpstr(caption.key[0].text, ==, "Ion density, 0.0125 Å⁻³");
  style.hidden_surfaces = RENDER_CHANNEL_ONLY;
  caption = (Caption){0};
  picture_keys_add(&caption, snapshot, &style, PICTURE_KEY_ALL);
  g_assert_cmpuint(caption.n_keys, ==, 1);
  g_assert_cmpstr(caption.key[0].text, ==, "Channel, 0.0125 Å⁻³");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/picture-keys/classes of rings are told with their number",
                  test_ring_classes);
  g_test_add_func("/picture-keys/other rings have other names", test_other_rings);
  g_test_add_func("/picture-keys/hops of hidden ions do not count",
                  test_hops_of_hidden_ions);
  g_test_add_func("/picture-keys/hops that are not drawn are counted",
                  test_hops_beyond_the_bound);
  g_test_add_func("/picture-keys/a small glass has few trails",
                  test_small_glasses_have_few_trails);
  g_test_add_func("/picture-keys/surfaces tell their level", test_surfaces);
  return g_test_run();
}
