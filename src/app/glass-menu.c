// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/glass-menu.h"

typedef struct {
  GtkWidget *view;
  VitrineGlassArea *area;
  GlassMenuPick pick;
  gpointer data;
  GtkWidget *popover; /* a child of view */
} GlassMenu;

static GtkWidget *
make_popover(GlassMenu *self)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model(NULL);

  gtk_widget_set_parent(popover, self->view);
  gtk_popover_set_has_arrow(GTK_POPOVER(popover), FALSE);
  gtk_widget_set_halign(popover, GTK_ALIGN_START);
  return popover;
}

static void
show_menu(GlassMenu *self, const RenderHit *hit, double x, double y)
{
  g_autoptr(GtkBuilder) builder =
      gtk_builder_new_from_resource("/org/vitrine/Vitrine/ui/glass-menu.ui");
  gboolean selected = self->pick(hit, self->data);
  GObject *model = gtk_builder_get_object(builder, selected ? "selected" : "nothing");
  double at_x = x, at_y = y;

  if (!self->popover)
    self->popover = make_popover(self);
  gtk_widget_translate_coordinates(GTK_WIDGET(self->area), self->view, x, y, &at_x,
                                   &at_y);
  gtk_popover_menu_set_menu_model(GTK_POPOVER_MENU(self->popover), G_MENU_MODEL(model));
  gtk_popover_set_pointing_to(GTK_POPOVER(self->popover),
                              &(GdkRectangle){(int)at_x, (int)at_y, 1, 1});
  gtk_popover_popup(GTK_POPOVER(self->popover));
}

static void
show_menu_at(GlassMenu *self, double x, double y)
{
  RenderHit hit = vitrine_glass_area_hit(self->area, x, y);

  show_menu(self, &hit, x, y);
}

static void
released_cb(GlassMenu *self, int n_press, double x, double y)
{
  if (n_press == 1)
    show_menu_at(self, x, y);
}

static void
long_press_cb(GlassMenu *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state(gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu_at(self, x, y);
}

static gboolean
key_cb(GtkWidget *widget, GVariant *args, gpointer data)
{
  show_menu(data, NULL, gtk_widget_get_width(widget) / 2.0,
            gtk_widget_get_height(widget) / 2.0);
  return TRUE;
}

static void
add_keys(GlassMenu *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string("Menu|<Shift>F10");

  gtk_shortcut_controller_add_shortcut(
      GTK_SHORTCUT_CONTROLLER(keys),
      gtk_shortcut_new(trigger, gtk_callback_action_new(key_cb, self, NULL)));
  gtk_widget_add_controller(GTK_WIDGET(self->area), keys);
}

void
glass_menu_attach(GtkWidget *view, VitrineGlassArea *area, GlassMenuPick pick,
                  gpointer data)
{
  GlassMenu *self = g_new0(GlassMenu, 1);
  GtkGesture *click = gtk_gesture_click_new(), *press = gtk_gesture_long_press_new();

  *self = (GlassMenu){.view = view, .area = area, .pick = pick, .data = data};
  g_object_set_data_full(G_OBJECT(area), "glass-menu", self, g_free);
  gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped(click, "released", G_CALLBACK(released_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(area), GTK_EVENT_CONTROLLER(click));
  gtk_gesture_single_set_touch_only(GTK_GESTURE_SINGLE(press), TRUE);
  g_signal_connect_swapped(press, "pressed", G_CALLBACK(long_press_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(area), GTK_EVENT_CONTROLLER(press));
  add_keys(self);
}
