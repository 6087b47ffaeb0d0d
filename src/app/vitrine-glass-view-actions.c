// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view-inside.h"

#include <glib/gi18n.h>

/* From the other side when it is seen so already. */
static void
view_along(VitrineGlassView *self, int vector)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown)
    return;
  Vec3 eye = camera_towards_eye(vitrine_glass_area_get_camera(self->area));
  Vec3 axis = vec3_normalized(shown->frame->cell.vector[vector]);
  vitrine_glass_area_view_along(self->area, vector, vec3_dot(eye, axis) > 0.9999);
}

/* Plain keys belong to the picture: elsewhere they are typed. */
static gboolean
key_cb(VitrineGlassView *self, guint key, guint code, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_space:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.pause", NULL);
  case GDK_KEY_period:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.step", NULL);
  case GDK_KEY_Escape:
    vitrine_glass_view_clear(self);
    return GDK_EVENT_STOP;
  case GDK_KEY_f:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.follow", NULL);
  case GDK_KEY_c:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.centre", NULL);
  case GDK_KEY_z:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.fit-selection", NULL);
  case GDK_KEY_1:
  case GDK_KEY_2:
  case GDK_KEY_3:
    view_along(self, (int)(key - GDK_KEY_1));
    return GDK_EVENT_STOP;
  case GDK_KEY_h:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.hide-selected", NULL);
  case GDK_KEY_i:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.isolate", NULL);
  case GDK_KEY_a:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.show-all", NULL);
  case GDK_KEY_bracketleft:
  case GDK_KEY_bracketright:
    vitrine_glass_view_select_neighbour(self, key == GDK_KEY_bracketright ? 1 : -1,
                                        (state & GDK_SHIFT_MASK) != 0);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* Says what is to be done before, where nothing is selected. */
static gboolean
has_selection(VitrineGlassView *self)
{
  if (atom_selection_count(self->selection) > 0)
    return TRUE;
  gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s",
                             _("Click an atom in the picture first."));
  return FALSE;
}

static void
hide_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;

  if (!has_selection(self))
    return;
  atom_selection_hide(self->selection);
  vitrine_glass_view_selection_changed(self);
}

static void
isolate_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;

  if (!has_selection(self))
    return;
  atom_selection_isolate(self->selection);
  vitrine_glass_view_selection_changed(self);
}

static void
show_all_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  atom_selection_show_all(self->selection);
  vitrine_legend_show_all(self->legend);
  vitrine_glass_view_selection_changed(self);
}

static void
measure_motion_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  guint n = atom_selection_count(self->selection);
  g_autofree char *choices = n > 0 ? atom_selection_describe(self->selection) : NULL;
  g_autofree char *text =
      n > 0 ? g_strdup_printf(ngettext("Motion is that of %u selected atom now",
                                       "Motion is that of %u selected atoms now", n),
                              n)
            : g_strdup(_("Nothing is selected: motion is that of the ions again"));

  vitrine_session_choose_atoms(self->session, choices);
  gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s", text);
}

static void
follow_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  int atom = atom_selection_last(self->selection);

  if (vitrine_glass_area_get_followed(self->area) >= 0) {
    vitrine_glass_area_follow(self->area, -1);
    vitrine_glass_area_fit(self->area, TRUE);
  } else if (has_selection(self)) {
    vitrine_glass_area_follow(self->area, atom);
  }
}

static void
centre_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  int atom = atom_selection_last(self->selection);

  if (has_selection(self))
    vitrine_glass_area_centre(self->area, (guint)atom);
}

static void
fit_selection_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  guint n = atom_selection_count(self->selection);

  if (n > 0)
    vitrine_glass_area_fit_atoms(self->area, atom_selection_atoms(self->selection), n);
  else
    vitrine_glass_area_fit(self->area, TRUE);
}

static void
view_along_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  char vector = *g_variant_get_string(parameter, NULL);

  if (vector >= 'a' && vector <= 'c')
    view_along(view, vector - 'a');
}

static void
slice_through_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const guint *atom = atom_selection_atoms(self->selection);
  guint n = atom_selection_count(self->selection);
  gboolean found = shown && n >= 3;
  Vec3 place[3];

  for (guint k = 0; found && k < 3; k++)
    found = vitrine_glass_area_place(self->area, atom[n - 3 + k], &place[k]);
  if (!found || !vitrine_look_set_plane(self->look, &shown->frame->cell, place))
    gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s",
                               _("Select three atoms that are not on a line first."));
}

static void
hop_again_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;

  if (self->hop && !vitrine_replay_bar_show(self->replay_bar, self->hop))
    gtk_widget_activate_action(
        GTK_WIDGET(self), "win.toast", "s",
        _("That hop is not remembered: only the last few picoseconds are."));
}

static void
count_from_now_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);

  g_clear_pointer(&self->origin, frame_unref);
  self->origin = snapshot ? frame_ref(snapshot->frame) : NULL;
  vitrine_glass_view_apply_style(self);
}

void
vitrine_glass_view_add_actions(VitrineGlassView *self, GActionMap *map)
{
  static const GActionEntry entries[] = {
      {.name = "hide-selected", .activate = hide_cb},
      {.name = "isolate", .activate = isolate_cb},
      {.name = "measure-motion", .activate = measure_motion_cb},
      {.name = "show-all", .activate = show_all_cb},
      {.name = "follow", .activate = follow_cb},
      {.name = "centre", .activate = centre_cb},
      {.name = "count-from-now", .activate = count_from_now_cb},
      {.name = "hop-again", .activate = hop_again_cb},
      {.name = "fit-selection", .activate = fit_selection_cb},
      {.name = "view-along", .activate = view_along_cb, .parameter_type = "s"},
      {.name = "slice-through", .activate = slice_through_cb},
  };

  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  vitrine_look_add_actions(self->look, map);
  g_action_map_add_action_entries(map, entries, G_N_ELEMENTS(entries), self);
}

void
vitrine_glass_view_bind_keys(GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback(klass, key_cb);
}
