// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>
#include <string.h>

#include "app/atom-selection.h"
#include "app/follow-look.h"
#include "app/hit-text.h"
#include "app/hop-again.h"
#include "app/hop-age.h"
#include "app/label-layout.h"
#include "app/measure.h"
#include "app/picture-tags.h"
#include "app/ring-finder.h"
#include "app/thing-facts.h"
#include "app/vitrine-look.h"
#include "model/mesh.h"
#include "render/geometry.h"

static Frame *
frame_of(const Vec3 *r, guint n, double edge)
{
  g_autoptr(SpeciesList) species = species_list_new();
  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  species_list_add(species, element_lookup("Na"));
  Frame *frame = frame_new(species, n, 0);

  frame->cell = cell_cubic(edge);
  for (guint i = 0; i < n; i++) {
    frame->position[i] = r[i];
    frame->type[i] = (guint8)(i % 3);
  }
  return frame;
}

static void
test_measures(void)
{
  const Vec3 r[] = {vec3(1, 0, 0), vec3(0, 0, 0), vec3(0, 0, 2), vec3(0, 1, 2)};
  const guint chain[] = {0, 1, 2, 3}, back[] = {3, 2, 1, 0};
  g_autoptr(Frame) frame = frame_of(r, 4, 50.0);

  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 1, 2), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 1, 2), 90.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 2, 1), atan(0.5) * 180 / G_PI,
                                 1e-12);
  /* Seen along +z with y up, x points to the left: from left to up is clockwise. */
  g_assert_cmpfloat_with_epsilon(fabs(measure_dihedral(frame, chain)), 90.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_dihedral(frame, chain),
                                 measure_dihedral(frame, back), 1e-12);
  g_assert_cmpfloat(measure_dihedral(frame, chain), >, 0.0);
}

static void
test_measures_across_the_cell(void)
{
  const Vec3 r[] = {vec3(0.5, 5, 5), vec3(9.5, 5, 5), vec3(29.5, 6, 5)};
  const guint pair[] = {0, 1};
  g_autoptr(Frame) frame = frame_of(r, 3, 10.0);
  g_autofree char *text = measure_text(frame, pair, 2);

  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 0, 1), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 1, 2), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 1, 2), 90.0, 1e-9);
  g_assert_cmpstr(text, ==, "Si 1 – O 2: 1.000 Å");
}

static void
test_no_angle(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(0, 0, 0), vec3(0, 0, 1), vec3(0, 0, 2)};
  const guint line[] = {0, 1, 2, 3};
  g_autoptr(Frame) frame = frame_of(r, 4, 50.0);

  g_assert_true(isnan(measure_angle(frame, 0, 1, 2)));
  g_assert_true(isnan(measure_dihedral(frame, line)));
  g_assert_null(measure_text(frame, line, 1));
}

static void
test_selection(void)
{
  g_autoptr(AtomSelection) selection = atom_selection_new();

  g_assert_cmpint(atom_selection_last(selection), ==, -1);
  atom_selection_reset(selection, 5);
  g_assert_null(atom_selection_look(selection));
  atom_selection_toggle(selection, 3);
  atom_selection_toggle(selection, 1);
  atom_selection_add(selection, 1);
  atom_selection_add(selection, 5);
  g_assert_cmpuint(atom_selection_count(selection), ==, 2);
  g_assert_cmpuint(atom_selection_atoms(selection)[0], ==, 3);
  g_assert_cmpint(atom_selection_last(selection), ==, 1);
  g_autoptr(AtomLook) look = atom_selection_look(selection);
  g_assert_cmpuint(look->marks[3], ==, ATOM_SELECTED);
  g_assert_cmpuint(look->marks[0], ==, 0);
  atom_selection_toggle(selection, 3);
  g_assert_cmpuint(atom_selection_count(selection), ==, 1);
}

static void
test_hiding(void)
{
  g_autoptr(AtomSelection) selection = atom_selection_new();

  atom_selection_reset(selection, 4);
  atom_selection_isolate(selection);
  g_assert_false(atom_selection_hides(selection));
  atom_selection_add(selection, 2);
  atom_selection_isolate(selection);
  g_autoptr(AtomLook) alone = atom_selection_look(selection);
  g_assert_cmpuint(alone->marks[0], ==, ATOM_HIDDEN);
  g_assert_cmpuint(alone->marks[2], ==, ATOM_SELECTED);
  atom_selection_show_all(selection);
  atom_selection_hide(selection);
  g_autoptr(AtomLook) without = atom_selection_look(selection);
  g_assert_cmpuint(without->marks[0], ==, 0);
  g_assert_cmpuint(without->marks[2], ==, ATOM_HIDDEN);
  g_assert_cmpuint(atom_selection_count(selection), ==, 0);
  atom_selection_show_all(selection);
  g_assert_null(atom_selection_look(selection));
}

/* The ion's surroundings across the faces of the cell belong to it. */
static void
test_cage(void)
{
  const Vec3 r[] = {vec3(29.0, 15, 15), vec3(1.0, 15, 15), vec3(45.0, 15, 15),
                    vec3(59.5, 15, 15)};
  g_autoptr(Frame) frame = frame_of(r, 4, 30.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  g_autoptr(AtomLook) look = follow_look(snapshot, NULL, 0);
  Vec3 corner, place = follow_place(&frame->cell, r[3], &corner);

  g_assert_cmpuint(look->marks[0], ==, 0);
  g_assert_cmpuint(look->marks[1], ==, 0);
  g_assert_cmpuint(look->marks[2], ==, ATOM_HIDDEN);
  g_assert_cmpuint(look->marks[3], ==, 0);
  g_assert_cmpfloat_with_epsilon(place.x, 29.5, 1e-12);
  g_assert_cmpfloat_with_epsilon(corner.x, 29.5 / 30.0 - 0.5, 1e-12);
}

static void
test_hit_texts(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(1.61, 0, 0), vec3(5, 5, 5)};
  g_autoptr(Frame) frame = frame_of(r, 3, 20.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  g_autoptr(Event) hop = event_new(EVENT_HOP, 0, -1.5);
  const guint32 ion = 2;

  event_set_atoms(hop, &ion, 1);
  hop->length = 2.9;
  hop->duration = 0.35;
  snapshot->hops = g_ptr_array_new();
  g_ptr_array_add(snapshot->hops, hop);
  const struct {
    RenderHit hit;
    const char *text;
  } cases[] = {
      {{.kind = RENDER_NOTHING}, NULL},
      {{.kind = RENDER_ATOM, .index = 2}, "Na 3"},
      {{.kind = RENDER_BOND, .index = 0, .other = 1}, "Si 1 – O 2: 1.610 Å"},
      {{.kind = RENDER_HOP, .index = 0}, "hop of Na 3: 2.9 Å in 0.35 ps, 1.5 ps ago"},
      {{.kind = RENDER_HOP, .index = 1}, NULL},
      {{.kind = RENDER_RING, .index = 0}, NULL},
      {{.kind = RENDER_ATOM, .index = 3}, NULL},
  };
  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    g_autofree char *text = hit_text(&cases[k].hit, snapshot, frame, NULL);
    g_assert_cmpstr(text, ==, cases[k].text);
  }
}

static void
count_cb(guint *n)
{
  (*n)++;
}

static void
test_look_notifies(void)
{
  g_autoptr(VitrineLook) look = vitrine_look_new();
  guint n = 0;

  g_signal_connect_swapped(look, "notify", G_CALLBACK(count_cb), &n);
  g_object_set(look, "mode", "network", "ring-size", 3, "smoothing", -1.0, NULL);
  g_object_set(look, "mode", "no such style", NULL);
  g_assert_cmpuint(n, ==, 0);
  g_object_set(look, "mode", "polyhedra", "show-axes", TRUE, NULL);
  g_object_set(look, "mode", "polyhedra", "show-axes", TRUE, NULL);
  g_assert_cmpuint(n, ==, 2);
}

/* Either end of the range of rings pushes the other one. */
static void
test_look_orders_rings(void)
{
  static const struct {
    const char *end;
    guint size, sizes;
  } steps[] = {
      {"ring-size", 6, 0x78}, {"ring-size-least", 5, 0x60}, {"ring-size-least", 8, 0x100},
      {"ring-size", 4, 0x10}, {"ring-size-least", 3, 0x18},
  };
  g_autoptr(VitrineLook) look = vitrine_look_new();
  RenderStyle style;

  render_style_init(&style);
  vitrine_look_fill(look, NULL, TRUE, &style);
  g_assert_cmphex(style.ring_sizes, ==, 0x8);
  for (guint k = 0; k < G_N_ELEMENTS(steps); k++) {
    g_object_set(look, steps[k].end, steps[k].size, NULL);
    vitrine_look_fill(look, NULL, TRUE, &style);
    g_assert_cmphex(style.ring_sizes, ==, steps[k].sizes);
  }
}

/* A slice at a quarter of c of a skewed cell cuts where c·s is a quarter. */
static void
test_look_fills_style(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(1, 1, 1), vec3(2, 2, 2)};
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Frame) frame = frame_of(r, 3, 20.0);
  RenderStyle style;

  g_assert_true(cell_init(&frame->cell, vec3(20, 0, 0), vec3(0, 22, 0), vec3(3, 2, 24),
                          vec3(1, 1, 1)));
  render_style_init(&style);
  g_object_set(look, "mode", "polyhedra", "color-by", "speed", "slice", "c",
               "slice-position", 0.25, "copies-b", 3, "hop-species", "Na", "background",
               "light", NULL);
  vitrine_look_fill(look, frame, TRUE, &style);
  g_assert_cmpint(style.mode, ==, RENDER_POLYHEDRA);
  g_assert_cmpint(style.colour.by, ==, RENDER_BY_SPEED);
  g_assert_false(style.dark);
  g_assert_cmpuint(style.copies[1], ==, 3);
  g_assert_cmpuint(style.hop_types, ==, 1u << 2);
  g_assert_cmpuint(style.n_slices, ==, 1);
  Vec3 cut = cell_to_cartesian(&frame->cell, vec3(0.7, 0.1, 0.25));
  g_assert_cmpfloat_with_epsilon(
      vec3_dot(style.slice[0].normal, vec3_sub(cut, frame->cell.origin)),
      style.slice[0].offset, 1e-12);
  g_object_set(look, "slice-flipped", TRUE, NULL);
  vitrine_look_fill(look, frame, TRUE, &style);
  Vec3 above = cell_to_cartesian(&frame->cell, vec3(0.7, 0.1, 0.6));
  g_assert_cmpfloat(vec3_dot(style.slice[0].normal, vec3_sub(above, frame->cell.origin)),
                    <, style.slice[0].offset);
}

static void
test_look_columns(void)
{
  const Vec3 r[] = {vec3(0, 0, 0)};
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Frame) frame = frame_of(r, 1, 20.0);
  RenderStyle style;

  render_style_init(&style);
  g_object_set(look, "color-column", "charge", "color-by", "value", NULL);
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpint(style.colour.by, ==, RENDER_BY_VALUE);
  g_assert_true(style.colour.column == g_intern_string("charge"));
  g_object_set(look, "color-by", "force", "channel-only", TRUE, NULL);
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpint(style.colour.by, ==, RENDER_BY_FORCE);
  g_assert_null(style.colour.column);
  g_assert_cmpuint(style.hidden_surfaces, ==, RENDER_CHANNEL_ONLY);
}

static void
assert_choices(VitrineLook *look, const char *color, const char *ion)
{
  g_autofree char *color_now = NULL, *ion_now = NULL;

  g_object_get(look, "color-by", &color_now, "hop-species", &ion_now, NULL);
  g_assert_cmpstr(color_now, ==, color);
  g_assert_cmpstr(ion_now, ==, ion);
}

/* A glass without the column, the ion or the velocities that a person chose is shown
 * without them; the choice is back with the next glass that has them. */
static void
test_look_does_without(void)
{
  const AtomColumn charge = {g_intern_string("charge"), g_intern_string("e")};
  const Vec3 r[] = {vec3(0, 0, 0), vec3(3, 0, 0), vec3(6, 0, 0)};
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Frame) plain = frame_of(r, 3, 20.0), rich = frame_of(r, 3, 20.0);
  g_auto(Look) unsaid = {0}, said = {0};

  look_init(&unsaid);
  look_init(&said);
  rich->columns = atom_columns_new(&charge, 1, 3);
  g_object_set(look, "color-column", "charge", "color-by", "value", "hop-species", "Li",
               NULL);
  vitrine_look_take(look, &unsaid, plain, FALSE);
  assert_choices(look, "species", "");
  vitrine_look_take(look, &unsaid, plain, FALSE);
  assert_choices(look, "species", "");
  vitrine_look_take(look, &unsaid, rich, FALSE);
  assert_choices(look, "value", "");
  g_object_set(look, "hop-species", "Na", NULL);
  vitrine_look_take(look, &unsaid, rich, TRUE);
  assert_choices(look, "value", "Na");
  g_object_set(look, "color-by", "speed", NULL);
  vitrine_look_take(look, &unsaid, rich, TRUE);
  assert_choices(look, "species", "Na");
  vitrine_look_take(look, &unsaid, rich, FALSE);
  assert_choices(look, "speed", "Na");
  said.color_by = RENDER_BY_VALUE;
  look_give(&said, LOOK_COLOR_BY);
  vitrine_look_take(look, &said, plain, FALSE);
  assert_choices(look, "species", "Na");
  vitrine_look_take(look, &unsaid, plain, FALSE);
  assert_choices(look, "speed", "Na");
}

static gboolean
is_cut(const RenderStyle *style, const Frame *frame, Vec3 r)
{
  for (guint k = 0; k < style->n_slices; k++)
    if (vec3_dot(style->slice[k].normal, vec3_sub(r, frame->cell.origin)) >
        style->slice[k].offset)
      return TRUE;
  return FALSE;
}

/* 4 Å behind a plane are kept, more is cut; the other side is the other side. */
static void
test_slices(void)
{
  const Vec3 r[] = {vec3(0, 0, 0)};
  const Vec3 three[] = {vec3(5, 0, 0), vec3(0, 5, 0), vec3(0, 0, 5)};
  const Vec3 line[] = {vec3(1, 1, 1), vec3(2, 2, 2), vec3(3, 3, 3)};
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Frame) frame = frame_of(r, 1, 20.0);
  RenderStyle style;

  render_style_init(&style);
  g_object_set(look, "slice", "a", "slice-position", 0.5, "slice-thickness", 4.0, NULL);
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpuint(style.n_slices, ==, 2);
  g_assert_true(is_cut(&style, frame, vec3(10.1, 3, 3)));
  g_assert_false(is_cut(&style, frame, vec3(9.9, 3, 3)));
  g_assert_false(is_cut(&style, frame, vec3(6.1, 3, 3)));
  g_assert_true(is_cut(&style, frame, vec3(5.9, 3, 3)));

  g_assert_false(vitrine_look_set_plane(look, &frame->cell, line));
  g_object_set(look, "slice-thickness", 0.0, NULL);
  g_assert_true(vitrine_look_set_plane(look, &frame->cell, three));
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpuint(style.n_slices, ==, 1);
  g_assert_cmpfloat_with_epsilon(vec3_dot(style.slice[0].normal, vec3(2, 2, 1)),
                                 style.slice[0].offset, 1e-9);
  gboolean above = is_cut(&style, frame, vec3(3, 3, 3));
  g_assert_cmpint(above, !=, is_cut(&style, frame, vec3(1, 1, 1)));
  g_object_set(look, "slice-flipped", TRUE, NULL);
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpint(above, !=, is_cut(&style, frame, vec3(3, 3, 3)));

  g_object_set(look, "slice", "view", "slice-flipped", FALSE, NULL);
  vitrine_look_fill(look, frame, FALSE, &style);
  g_assert_cmpuint(style.n_slices, ==, 0);
  vitrine_look_face_slice(look, frame, vec3(0, -1, 0), &style);
  g_assert_true(is_cut(&style, frame, vec3(3, 9.9, 3)));
  g_assert_false(is_cut(&style, frame, vec3(3, 10.1, 3)));
}

static void
test_labels_keep_apart(void)
{
  Label label[] = {
      {.id = 0, .x = 50, .y = 50, .width = 40, .height = 16, .rank = 9},
      {.id = 1, .x = 60, .y = 55, .width = 40, .height = 16, .rank = 3},
      {.id = 2, .x = 60, .y = 80, .width = 40, .height = 16, .rank = 5},
      {.id = 3, .x = 10, .y = 20, .width = 40, .height = 16, .rank = 1},
  };

  g_assert_cmpuint(label_layout(label, 4, 200, 100, 10), ==, 2);
  for (guint k = 0; k < 4; k++)
    g_assert_cmpint(label[k].written, ==, label[k].id == 1 || label[k].id == 2);
  g_assert_cmpuint(label_layout(label, 4, 200, 100, 1), ==, 1);
  g_assert_true(label[1].id == 1 && label[1].written);
  g_assert_cmpuint(label_layout(NULL, 0, 200, 100, 10), ==, 0);
}

static guint
count_tags(const Caption *caption, gboolean strong)
{
  guint n = 0;

  for (guint k = 0; k < caption->n_tags; k++)
    n += caption->tag[k].strong == strong;
  return n;
}

static gboolean
has_tag(const Caption *caption, const char *text)
{
  for (guint k = 0; k < caption->n_tags; k++)
    if (g_str_equal(caption->tag[k].text, text))
      return TRUE;
  return FALSE;
}

/* A right-angled chain in the plane of the picture: three lengths, two angles and the
 * dihedral stand where they belong. */
static void
test_measures_are_tags(void)
{
  const Vec3 r[] = {vec3(8, 10, 10), vec3(10, 10, 10), vec3(10, 10, 13),
                    vec3(13, 10, 13)};
  const guint chain[] = {0, 1, 2, 3};
  g_autoptr(Frame) frame = frame_of(r, 4, 20.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  RenderStyle style;
  Camera camera;
  Caption caption = {0};

  render_style_init(&style);
  camera_fit(&camera, &frame->cell, 1.5);
  camera_face(&camera, vec3(0, -1, 0), vec3(0, 0, 1));
  camera_zoom(&camera, 1.9);
  PictureTags tags = {.shown = snapshot,
                      .style = &style,
                      .camera = &camera,
                      .width = 600,
                      .height = 400,
                      .names = TAGS_NONE,
                      .selected = chain,
                      .n_selected = 4,
                      .truth = frame};
  picture_tags_add(&caption, &tags);
  g_assert_cmpuint(caption.n_chain, ==, 4);
  g_assert_cmpfloat_with_epsilon(caption.chain[0][1], caption.chain[1][1], 1e-6);
  g_assert_cmpfloat(caption.chain[2][1], <, caption.chain[1][1] - 20.0);
  g_assert_cmpuint(count_tags(&caption, TRUE), ==, 6);
  g_assert_true(has_tag(&caption, "2.00 Å") && has_tag(&caption, "3.00 Å"));
  g_assert_true(has_tag(&caption, "90.0°"));
  g_assert_nonnull(strstr(caption.tag[5].text, "180.0°"));
  g_assert_cmpfloat_with_epsilon(caption.tag[0].x,
                                 0.5 * (caption.chain[0][0] + caption.chain[1][0]), 1e-9);

  caption = (Caption){0};
  tags.names = TAGS_SELECTED;
  tags.selected = (const guint[]){0, 3};
  tags.n_selected = 2;
  tags.truth = NULL;
  picture_tags_add(&caption, &tags);
  g_assert_cmpuint(caption.n_chain, ==, 0);
  g_assert_cmpuint(caption.n_tags, ==, 2);
  g_assert_true(has_tag(&caption, "Si 1") && has_tag(&caption, "Si 4"));
  caption = (Caption){0};
  tags.names = TAGS_ALL;
  style.hidden_types = 1u << 2;
  picture_tags_add(&caption, &tags);
  g_assert_cmpuint(caption.n_tags, ==, 3);
  g_assert_false(has_tag(&caption, "Na 3"));
}

static const char *
value_of(const ThingFacts *facts, const char *name)
{
  for (guint k = 0; k < facts->n_rows; k++)
    if (g_str_equal(facts->name[k], name))
      return facts->value[k];
  return NULL;
}

static void
test_things_have_facts(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(1.5, 0, 0), vec3(1.5, 1.5, 0), vec3(0, 1.5, 0)};
  g_autoptr(Frame) frame = frame_of(r, 4, 20.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  Ring ring = {.n = 4, .borate = TRUE, .n_four = 1, .atom = {0, 1, 2, 3}};
  Ring turned = {.n = 4, .atom = {2, 3, 0, 1}};
  g_autoptr(Event) hop = event_new(EVENT_HOP, 0, 12.5);
  const guint32 ion = 2;
  ThingFacts facts;

  g_assert_true(thing_facts_bond(&facts, snapshot, 0, 1));
  g_assert_cmpstr(facts.title, ==, "Bond Si–O");
  g_assert_cmpstr(value_of(&facts, "Length now"), ==, "1.500 Å");
  thing_facts_clear(&facts);
  g_assert_false(thing_facts_bond(&facts, snapshot, 0, 4));

  g_assert_true(thing_facts_ring(&facts, snapshot, &ring));
  g_assert_cmpstr(value_of(&facts, "State"), ==, "broken");
  g_assert_cmpstr(value_of(&facts, "Mean bond"), ==, "1.500 Å");
  g_assert_cmpstr(value_of(&facts, "Class"), ==, "1 of 2 boron four-fold");
  thing_facts_clear(&facts);
  snapshot->rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  g_array_append_val(snapshot->rings, turned);
  g_assert_true(thing_facts_ring(&facts, snapshot, &ring));
  g_assert_cmpstr(value_of(&facts, "State"), ==, "closed");
  thing_facts_clear(&facts);

  event_set_atoms(hop, &ion, 1);
  hop->length = 2.875;
  hop->duration = 0.125;
  hop->back = TRUE;
  event_set_gate(hop, &(HopGate){.radius = 0.75, .rest = 0.5, .spread = 0.25});
  g_assert_true(thing_facts_hop(&facts, snapshot, hop));
  g_assert_cmpstr(facts.title, ==, "Hop of Na 3");
  g_assert_cmpstr(value_of(&facts, "In transit"), ==, "0.125 ps");
  g_assert_cmpstr(value_of(&facts, "Way"), ==, "back to where it came from");
  g_assert_cmpstr(value_of(&facts, "Doorway"), ==, "0.75 Å wide, else 0.50 ± 0.25 Å");
  thing_facts_clear(&facts);
}

static Snapshot *
with_hop(Event *hop, double time)
{
  const Vec3 r[] = {vec3(0, 0, 0)};
  g_autoptr(Frame) frame = frame_of(r, 1, 20.0);
  Snapshot *snapshot = snapshot_new(frame, NULL);

  frame->time = time;
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  g_ptr_array_add(snapshot->hops, event_ref(hop));
  return snapshot;
}

/* One at a time, with a rest; what was undone or is forgotten is not shown. */
static void
test_hops_again(void)
{
  g_autoptr(Event) first = event_new(EVENT_HOP, 0, 10.0);
  g_autoptr(Event) second = event_new(EVENT_HOP, 0, 11.0);
  g_autoptr(Event) undone = event_new(EVENT_HOP, 0, 12.0);
  HopAgain again = {0};
  double from, to;

  first->left = 9.9;
  first->entered = 10.2;
  second->entered = 11.2;
  undone->back = TRUE;
  g_autoptr(Snapshot) a = with_hop(first, 10.5), b = with_hop(second, 11.5),
                      c = with_hop(undone, 12.5), late = with_hop(second, 16.0);
  hop_again_span(first, &from, &to);
  g_assert_cmpfloat(from, <, 9.9);
  g_assert_cmpfloat(to, >, 10.2);
  g_assert_true(hop_again_next(&again, a, 0) == first);
  g_assert_true(hop_again_next(&again, a, 1000) == first);
  hop_again_begun(&again, 2000);
  g_assert_true(hop_again_shown(&again, 2 * G_USEC_PER_SEC) == first);
  g_assert_null(hop_again_next(&again, b, 2 * G_USEC_PER_SEC));
  g_assert_null(hop_again_shown(&again, 4 * G_USEC_PER_SEC));
  g_assert_null(hop_again_next(&again, b, 4 * G_USEC_PER_SEC));
  g_assert_true(hop_again_next(&again, b, 6 * G_USEC_PER_SEC) == second);
  g_assert_true(hop_again_next(&again, c, 6 * G_USEC_PER_SEC) == second);
  g_assert_null(hop_again_next(&again, late, 7 * G_USEC_PER_SEC));
  hop_again_clear(&again);
}

/* From slow motion to the fastest run, and however late a hop is known: half of the glow
 * or more for 0.4 s of wall time. */
static void
test_glow_is_seen(void)
{
  const Vec3 r[] = {vec3(10, 10, 10)};
  const double speeds[] = {0.01, 0.1, 1.0, 5.0, 20.0}, lags[] = {0.0, 0.8, 3.0};
  g_autoptr(Geometry) geometry = geometry_new();

  for (guint s = 0; s < G_N_ELEMENTS(speeds); s++)
    for (guint l = 0; l < G_N_ELEMENTS(lags); l++)
      for (double wall = 0.0; wall <= 0.4; wall += 0.1) {
        g_autoptr(Frame) frame = frame_of(r, 1, 20.0);
        g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
        Event *hop = event_new(EVENT_HOP, 0, 50.0);
        const guint32 ion = 0;
        RenderStyle style;
        event_set_atoms(hop, &ion, 1);
        hop->from = vec3(8, 10, 10);
        hop->to = vec3(11, 10, 10);
        hop->length = 3.0;
        frame->time = 50.0 + lags[l] + wall * speeds[s];
        snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
        g_ptr_array_add(snapshot->hops, hop);
        render_style_init(&style);
        style.hop_age = 100.0;
        style.hop_known = lags[l];
        style.hop_glow = hop_age_glow(speeds[s]);
        geometry_build(geometry, snapshot, &style);
        g_assert_cmpuint(geometry->trails->len, >, 0);
        g_assert_cmpfloat(g_array_index(geometry->trails, TrailInstance, 0).strength, >,
                          1.35f);
      }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/view/distances, angles and dihedrals", test_measures);
  g_test_add_func("/view/nearest images are measured", test_measures_across_the_cell);
  g_test_add_func("/view/no angle where atoms coincide or lie on a line", test_no_angle);
  g_test_add_func("/view/atoms are selected in their order, once", test_selection);
  g_test_add_func("/view/selected atoms are hidden or left alone", test_hiding);
  g_test_add_func("/view/a followed ion has its cage, across the faces of the cell",
                  test_cage);
  g_test_add_func("/view/what is under the pointer is said in words", test_hit_texts);
  g_test_add_func("/view/choices notify only on change", test_look_notifies);
  g_test_add_func("/view/the ends of the range of rings stay in order",
                  test_look_orders_rings);
  g_test_add_func("/view/choices become the style of the picture", test_look_fills_style);
  g_test_add_func("/view/columns of a file and forces can be colours", test_look_columns);
  g_test_add_func("/view/what a glass does not have is done without, not forgotten",
                  test_look_does_without);
  g_test_add_func("/view/slices have a plane, a depth and two sides", test_slices);
  g_test_add_func("/view/labels keep apart, the nearest first", test_labels_keep_apart);
  g_test_add_func("/view/measured numbers and names are tags", test_measures_are_tags);
  g_test_add_func("/view/bonds, rings and hops have facts", test_things_have_facts);
  g_test_add_func("/view/hops are shown again one after the other", test_hops_again);
  g_test_add_func("/view/a new hop glows long enough to be seen", test_glow_is_seen);
  return g_test_run();
}
