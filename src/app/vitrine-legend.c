// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-legend.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/vitrine-swatch.h"
#include "render/appearance.h"

struct _VitrineLegend {
  GtkWidget parent_instance;

  GtkBox *species_box;
  GtkToggleButton *hops_toggle;
  GtkToggleButton *rings_toggle;
  VitrineSwatch *hops_swatch;
  VitrineSwatch *rings_swatch;
  GtkLabel *hops_label;
  GtkLabel *rings_label;

  guint hidden_types;
  gboolean show_hops, show_rings;
};

G_DEFINE_FINAL_TYPE(VitrineLegend, vitrine_legend, GTK_TYPE_WIDGET)

enum { PROP_HIDDEN_TYPES = 1, PROP_SHOW_HOPS, PROP_SHOW_RINGS, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
set_label(GtkLabel *label, char *text)
{
  if (g_strcmp0(gtk_label_get_text(label), text) != 0)
    gtk_label_set_text(label, text);
  g_free(text);
}

static void
show_tint(VitrineSwatch *swatch, Tint tint)
{
  const float rgb[3] = {tint.r / 255.0f, tint.g / 255.0f, tint.b / 255.0f};
  vitrine_swatch_set_color(swatch, rgb);
}

static void
species_toggled_cb(GtkToggleButton *button, VitrineLegend *self)
{
  guint type = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(button), "type"));
  guint bit = 1u << type;
  guint hidden = self->hidden_types & ~bit;
  if (!gtk_toggle_button_get_active(button))
    hidden |= bit;
  if (hidden == self->hidden_types)
    return;
  self->hidden_types = hidden;
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_HIDDEN_TYPES]);
}

static GtkWidget *
species_toggle(VitrineLegend *self, const Frame *frame, guint type)
{
  const Element *element = frame->species->element[type];
  GtkWidget *button = gtk_toggle_button_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *count = format_integer(frame_count_type(frame, type));
  GtkWidget *name_label = gtk_label_new(element->symbol);
  GtkWidget *count_label = gtk_label_new(count);

  gtk_box_append(GTK_BOX(box), vitrine_swatch_new(element->rgb));
  gtk_box_append(GTK_BOX(box), name_label);
  gtk_box_append(GTK_BOX(box), count_label);
  gtk_widget_add_css_class(count_label, "dim-label");
  gtk_widget_add_css_class(count_label, "numeric");
  gtk_widget_set_hexpand(count_label, TRUE);
  gtk_label_set_xalign(GTK_LABEL(count_label), 1.0f);
  gtk_button_set_child(GTK_BUTTON(button), box);
  gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(button), TRUE);
  gtk_widget_add_css_class(button, "flat");
  g_object_set_data(G_OBJECT(button), "type", GUINT_TO_POINTER(type));
  g_autofree char *label = g_strdup_printf(_("Show %s"), element->symbol);
  gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 label, -1);
  g_signal_connect(button, "toggled", G_CALLBACK(species_toggled_cb), self);
  return button;
}

/* Mobile ions first, then the network from its nodes to its bridges. */
static int
legend_rank(const Element *element)
{
  static const int rank[] = {
      [SPECIES_MOBILE] = 0,
      [SPECIES_MODIFIER] = 1,
      [SPECIES_FORMER] = 2,
      [SPECIES_ANION] = 3,
  };
  return rank[element->role];
}

static void
vitrine_legend_set_property(GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  VitrineLegend *self = VITRINE_LEGEND(object);

  switch (id) {
  case PROP_SHOW_HOPS:
    self->show_hops = g_value_get_boolean(value);
    break;
  case PROP_SHOW_RINGS:
    self->show_rings = g_value_get_boolean(value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_legend_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VitrineLegend *self = VITRINE_LEGEND(object);

  switch (id) {
  case PROP_HIDDEN_TYPES:
    g_value_set_uint(value, self->hidden_types);
    break;
  case PROP_SHOW_HOPS:
    g_value_set_boolean(value, self->show_hops);
    break;
  case PROP_SHOW_RINGS:
    g_value_set_boolean(value, self->show_rings);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_legend_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_legend_parent_class)->dispose(object);
}

static void
vitrine_legend_class_init(VitrineLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_legend_set_property;
  object_class->get_property = vitrine_legend_get_property;
  object_class->dispose = vitrine_legend_dispose;
  props[PROP_HIDDEN_TYPES] =
      g_param_spec_uint("hidden-types", NULL, NULL, 0, G_MAXUINT, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_HOPS] = g_param_spec_boolean(
      "show-hops", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_RINGS] = g_param_spec_boolean(
      "show-rings", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);

  g_type_ensure(VITRINE_TYPE_SWATCH);
  gtk_widget_class_set_css_name(widget_class, "legend");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-legend.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, species_box);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, hops_toggle);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, rings_toggle);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, hops_swatch);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, rings_swatch);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, hops_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineLegend, rings_label);
}

static void
vitrine_legend_init(VitrineLegend *self)
{
  self->show_hops = TRUE;
  self->show_rings = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));
  g_object_bind_property(self, "show-hops", self->hops_toggle, "active",
                         G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property(self, "show-rings", self->rings_toggle, "active",
                         G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
vitrine_legend_set_frame(VitrineLegend *self, const Frame *frame)
{
  GtkWidget *child;

  g_return_if_fail(VITRINE_IS_LEGEND(self));
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->species_box))))
    gtk_box_remove(self->species_box, child);
  self->hidden_types = 0;
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_HIDDEN_TYPES]);
  for (int rank = 0; frame && rank < 4; rank++)
    for (guint type = 0; type < frame->species->n; type++)
      if (legend_rank(frame->species->element[type]) == rank)
        gtk_box_append(self->species_box, species_toggle(self, frame, type));
}

void
vitrine_legend_set_counts(VitrineLegend *self, guint n_hops, guint n_shown,
                          double hop_age)
{
  g_return_if_fail(VITRINE_IS_LEGEND(self));
  if (n_shown < n_hops)
    /* Translators: hops of the last %g picoseconds: of so many the longest are drawn */
    set_label(self->hops_label, g_strdup_printf(_("hops, last %g ps (%u of %u)"), hop_age,
                                                n_shown, n_hops));
  else
    /* Translators: hops of the mobile ions in the last %g picoseconds (how many) */
    set_label(self->hops_label,
              g_strdup_printf(_("hops, last %g ps (%u)"), hop_age, n_hops));
}

void
vitrine_legend_set_rings(VitrineLegend *self, const GArray *rings,
                         const RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LEGEND(self));
  guint sizes = style->ring_sizes ? style->ring_sizes : 1u << 3;
  guint least = (guint)g_bit_nth_lsf(sizes, -1), most = g_bit_storage(sizes) - 1;
  guint n = 0;

  for (guint k = 0; rings && k < rings->len; k++)
    n += render_style_draws_ring(style, g_array_index(rings, Ring, k).n / 2);
  set_label(self->rings_label,
            least == most
                ? g_strdup_printf(_("%u-membered rings (%u)"), most, n)
                : g_strdup_printf(_("%u- to %u-membered rings (%u)"), least, most, n));
}

void
vitrine_legend_set_style(VitrineLegend *self, const RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LEGEND(self));
  if (style->colour.by == RENDER_BY_SPECIES)
    gtk_widget_remove_css_class(GTK_WIDGET(self), "by-number");
  else
    gtk_widget_add_css_class(GTK_WIDGET(self), "by-number");
  show_tint(self->hops_swatch, appearance_hop(style));
  show_tint(self->rings_swatch, appearance_ring(&(Ring){.n = 6}, style));
}

void
vitrine_legend_set_hidden(VitrineLegend *self, guint hidden)
{
  g_return_if_fail(VITRINE_IS_LEGEND(self));
  for (GtkWidget *child = gtk_widget_get_first_child(GTK_WIDGET(self->species_box));
       child; child = gtk_widget_get_next_sibling(child)) {
    guint type = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(child), "type"));
    gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(child), !(hidden >> type & 1));
  }
}

void
vitrine_legend_show_all(VitrineLegend *self)
{
  vitrine_legend_set_hidden(self, 0);
}
