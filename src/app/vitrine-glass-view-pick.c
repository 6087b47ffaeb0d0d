// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view-inside.h"

#include "app/glass-menu.h"
#include "app/hit-text.h"
#include "app/hover-label.h"
#include "app/rubber-band.h"

void
vitrine_glass_view_selection_changed(VitrineGlassView *self)
{
  vitrine_glass_view_apply_style(self);
  vitrine_glass_view_update_atom_card(self);
  vitrine_glass_view_update_thing_card(self);
  vitrine_glass_view_update_measures(self);
}

static void
select_ring(VitrineGlassView *self, guint index)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown || !shown->rings || index >= shown->rings->len)
    return;
  const Ring *ring = &g_array_index(shown->rings, Ring, index);
  self->thing = RENDER_RING;
  self->ring = *ring;
  for (guint k = 0; k < ring->n; k++)
    atom_selection_add(self->selection, ring->atom[k]);
}

static void
select_bond(VitrineGlassView *self, guint a, guint b)
{
  self->thing = RENDER_BOND;
  self->bond[0] = a;
  self->bond[1] = b;
  atom_selection_add(self->selection, a);
  atom_selection_add(self->selection, b);
}

static void
select_hop(VitrineGlassView *self, guint index)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown || !shown->hops || index >= shown->hops->len)
    return;
  self->thing = RENDER_HOP;
  self->hop = event_ref(g_ptr_array_index(shown->hops, index));
  if (self->hop->n_atoms > 0)
    atom_selection_add(self->selection, self->hop->atom[0]);
}

static void
picked_cb(VitrineGlassView *self, const RenderHit *hit, gboolean extend)
{
  if (!extend)
    atom_selection_clear(self->selection);
  g_clear_pointer(&self->hop, event_unref);
  self->thing = RENDER_NOTHING;
  switch (hit->kind) {
  case RENDER_ATOM:
    atom_selection_toggle(self->selection, hit->index);
    break;
  case RENDER_BOND:
    select_bond(self, hit->index, hit->other);
    break;
  case RENDER_RING:
    select_ring(self, hit->index);
    break;
  case RENDER_HOP:
    select_hop(self, hit->index);
    break;
  case RENDER_NOTHING:
  default:
    break;
  }
  vitrine_glass_view_selection_changed(self);
}

static gboolean
pick_for_menu_cb(const RenderHit *hit, gpointer view)
{
  VitrineGlassView *self = view;
  gboolean known =
      hit && hit->kind == RENDER_ATOM && atom_selection_has(self->selection, hit->index);

  if (hit && hit->kind != RENDER_NOTHING && !known)
    picked_cb(self, hit, FALSE);
  return atom_selection_count(self->selection) > 0;
}

static void
hovered_cb(VitrineGlassView *self, const RenderHit *hit, double x, double y)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const Snapshot *truth = vitrine_session_get_snapshot(self->session);
  const RenderStyle *style = vitrine_glass_area_get_style(self->area);
  g_autofree char *text =
      shown && truth ? hit_text(hit, shown, truth->frame, style) : NULL;

  hover_label_show(self->hover_label, GTK_WIDGET(self->area), text, x, y);
}

static void
caught_cb(const GArray *atoms, gpointer view)
{
  VitrineGlassView *self = view;

  g_clear_pointer(&self->hop, event_unref);
  self->thing = RENDER_NOTHING;
  for (guint k = 0; k < atoms->len; k++)
    atom_selection_add(self->selection, g_array_index(atoms, guint, k));
  vitrine_glass_view_selection_changed(self);
}

static void
card_closed_cb(VitrineGlassView *self)
{
  vitrine_glass_view_clear(self);
}

void
vitrine_glass_view_select_neighbour(VitrineGlassView *self, int step, gboolean extend)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  int atom = atom_selection_last(self->selection);

  if (!snapshot)
    return;
  atom = atom_selection_next(snapshot->frame, atom, step);
  picked_cb(self, &(RenderHit){.kind = RENDER_ATOM, .index = (guint)atom}, extend);
}

void
vitrine_glass_view_select(VitrineGlassView *self, int atom)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (atom == atom_selection_last(self->selection))
    return;
  atom_selection_clear(self->selection);
  self->thing = RENDER_NOTHING;
  if (atom >= 0)
    atom_selection_add(self->selection, (guint)atom);
  vitrine_glass_view_selection_changed(self);
}

int
vitrine_glass_view_get_selected(VitrineGlassView *self)
{
  return atom_selection_last(self->selection);
}

/* One thing after the other: the selection, the ion that is followed, the camera. */
void
vitrine_glass_view_clear(VitrineGlassView *self)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (atom_selection_count(self->selection) > 0 || self->hop) {
    atom_selection_clear(self->selection);
    g_clear_pointer(&self->hop, event_unref);
    self->thing = RENDER_NOTHING;
    vitrine_glass_view_selection_changed(self);
    return;
  }
  vitrine_glass_area_follow(self->area, -1);
  vitrine_glass_area_fit(self->area, TRUE);
}

void
vitrine_glass_view_bind_picks(GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback(klass, picked_cb);
  gtk_widget_class_bind_template_callback(klass, hovered_cb);
  gtk_widget_class_bind_template_callback(klass, card_closed_cb);
}

void
vitrine_glass_view_add_picks(VitrineGlassView *self)
{
  rubber_band_attach(self->area, self->marks, caught_cb, self);
  glass_menu_attach(GTK_WIDGET(self), self->area, pick_for_menu_cb, self);
}
