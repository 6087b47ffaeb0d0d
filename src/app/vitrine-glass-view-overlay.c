// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view-inside.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/hop-age.h"
#include "app/measure.h"
#include "app/thing-facts.h"
#include "render/picture-keys.h"

#define CLOCK_HEIGHT 58 /* px */

double
vitrine_glass_view_glow_time(const VitrineGlassView *self)
{
  return hop_age_glow(eye_motion_get_speed(vitrine_glass_area_get_motion(self->area)));
}

void
vitrine_glass_view_update_atom_card(VitrineGlassView *self)
{
  AtomFacts facts;
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const Frame *origin = vitrine_session_get_epoch_start(self->session);
  int atom = atom_selection_last(self->selection);
  gboolean known =
      snapshot && atom >= 0 && atom_facts_init(&facts, snapshot, origin, (guint)atom);
  if (known)
    vitrine_atom_card_set_facts(self->atom_card, &facts);
  gtk_widget_set_visible(GTK_WIDGET(self->atom_card),
                         known && self->thing == RENDER_NOTHING);
}

void
vitrine_glass_view_update_thing_card(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  g_auto(ThingFacts) facts = {0};
  gboolean known = FALSE;

  if (snapshot && self->thing == RENDER_BOND)
    known = thing_facts_bond(&facts, snapshot, self->bond[0], self->bond[1]);
  else if (shown && self->thing == RENDER_RING)
    known = thing_facts_ring(&facts, shown, &self->ring);
  else if (snapshot && self->thing == RENDER_HOP && self->hop)
    known = thing_facts_hop(&facts, snapshot, self->hop);
  if (known)
    vitrine_thing_card_set_facts(self->thing_card, &facts);
  gtk_widget_set_visible(GTK_WIDGET(self->thing_card), known);
}

/* Lengths and angles of those selected, or what the hop is that is looked at. */
void
vitrine_glass_view_update_measures(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  guint n = atom_selection_count(self->selection);
  const guint *atom = atom_selection_atoms(self->selection);
  g_autofree char *text = NULL;

  vitrine_glass_marks_set_selection(self->marks, atom, n,
                                    snapshot ? snapshot->frame : NULL);
  if (snapshot && n >= 2 && n <= 4)
    text = measure_text(snapshot->frame, atom, n);
  else if (n > 4)
    text = g_strdup_printf(ngettext("%u atom selected", "%u atoms selected", n), n);
  if (self->thing != RENDER_NOTHING)
    g_clear_pointer(&text, g_free);
  if (g_strcmp0(gtk_label_get_text(self->measure_label), text ? text : "") != 0)
    gtk_label_set_text(self->measure_label, text ? text : "");
  gtk_widget_set_visible(GTK_WIDGET(self->measure_label), text != NULL);
}

static char *
motion_text(const VitrineGlassView *self)
{
  const EyeMotion *motion = vitrine_glass_area_get_motion(self->area);
  const Event *hop = vitrine_replay_bar_get_shown(self->replay_bar);
  double window = eye_motion_get_window(motion);
  g_autofree char *number = format_rate(window);

  if (hop) {
    g_autofree char *times = format_rate(vitrine_replay_bar_get_slower(self->replay_bar));
    /* Translators: number of an ion, and how many times slower its hop is shown */
    return g_strdup_printf(_("a hop of ion %u again, %s × slower"), hop->atom[0] + 1,
                           times);
  }
  /* Translators: %s ps is a time; only what is shown is averaged, never the results */
  return window > 0.0 ? g_strdup_printf(_("picture averaged over %s ps"), number) : NULL;
}

void
vitrine_glass_view_update_motion(VitrineGlassView *self)
{
  g_autofree char *text = motion_text(self);

  if (g_strcmp0(text, self->motion) == 0)
    return;
  g_free(self->motion);
  self->motion = g_steal_pointer(&text);
  g_object_notify(G_OBJECT(self), "motion");
}

static double
choose_hop_age(const VitrineGlassView *self, const Snapshot *snapshot)
{
  return self->hop_time > 0.0 ? self->hop_time : hop_age_choose(snapshot, self->hop_age);
}

void
vitrine_glass_view_update_overlay(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const RenderStyle *style = vitrine_glass_area_get_style(self->area);

  self->overlay_time = g_get_monotonic_time();
  if (!snapshot)
    return;
  self->hop_age = choose_hop_age(self, snapshot);
  double glow = vitrine_glass_view_glow_time(self);
  if (self->hop_age != style->hop_age || fabs(glow - style->hop_glow) > 0.2 * glow)
    vitrine_glass_view_apply_style(self);
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const GArray *rings = shown && shown->rings ? shown->rings : snapshot->rings;
  guint n_shown, n_hops = picture_keys_count_hops(snapshot, style, &n_shown);
  vitrine_legend_set_counts(self->legend, n_hops, n_shown, self->hop_age);
  vitrine_legend_set_rings(self->legend, rings, style);
  vitrine_glass_marks_set_room(self->marks, CLOCK_HEIGHT,
                               gtk_widget_get_width(GTK_WIDGET(self->legend)) + 16,
                               gtk_widget_get_height(GTK_WIDGET(self->legend)) + 16);
  vitrine_glass_view_update_atom_card(self);
  vitrine_glass_view_update_thing_card(self);
  vitrine_glass_view_update_motion(self);
  vitrine_glass_view_queue_layout(self);
}
