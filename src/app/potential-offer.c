// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/potential-offer.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "potential/potential-set.h"
#include "run/potential-trial.h"

#define MANY_ELEMENTS 12
#define UNIVERSAL     60 /* elements: no model of one kind of glass knows so many */

char *
potential_offer_elements(const LearnedModel *model)
{
  g_autoptr(GString) text = g_string_new(NULL);

  if (model->elements->len > MANY_ELEMENTS)
    return g_strdup_printf(_("%u elements"), model->elements->len);
  for (guint k = 0; k < model->elements->len; k++)
    g_string_append_printf(text, "%s%s", k ? ", " : "",
                           (const char *)model->elements->pdata[k]);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
potential_offer_provenance(const LearnedModel *model)
{
  const char *origin = model->provenance ? model->provenance : "";

  if (model->elements->len < UNIVERSAL)
    return g_strdup(*origin ? origin : _("origin not told by the file"));
  return *origin ? g_strdup_printf(_("%s · universal, not refitted"), origin)
                 : g_strdup(_("universal, not refitted"));
}

char *
potential_offer_number(double value)
{
  if (value < 1000.0)
    return g_strdup_printf("%.3g", value);
  double unit = pow(10.0, floor(log10(value)) - 2.0);
  return format_integer(llround(unit * round(value / unit)));
}

/* The file's name stands first: models of one kind have one title. */
static void
describe_model(PotentialOffer *offer, const LearnedModel *model)
{
  g_autofree char *elements = potential_offer_elements(model);
  g_autofree char *name = command_describe(
      &(Command){.kind = COMMAND_POTENTIAL, .potential = offer->potential});
  const char *colon = strstr(name, ": ");

  offer->title = g_strdup(colon ? colon + 2 : name);
  offer->source = potential_offer_provenance(model);
  /* Translators: kind of model, its elements, and how far atoms are neighbours */
  offer->details =
      g_strdup_printf(_("%s · %s · up to %.1f Å"), model->title, elements, model->r_cut);
}

static void
read_offer(PotentialOffer *offer, GError **error)
{
  offer->learned =
      learned_model_recognises(offer->potential) || strchr(offer->potential, '/');
  if (offer->learned) {
    g_autoptr(LearnedModel) model = learned_model_open(offer->potential, error);
    if (model)
      describe_model(offer, model);
    return;
  }
  g_autoptr(PotentialSet) set = potential_set_load(offer->potential, error);
  if (!set)
    return;
  offer->title = g_strdup(potential_set_title(set));
  offer->source = g_strdup(potential_set_source(set));
}

PotentialOffer *
potential_offer_new(const char *potential, const Scene *scene)
{
  PotentialOffer *offer = g_new0(PotentialOffer, 1);
  g_autoptr(GError) error = NULL;

  offer->potential = g_strdup(potential);
  read_offer(offer, &error);
  if (!error && scene) {
    g_autoptr(Scene) other = scene_with_potential(scene, potential);
    g_autoptr(ForceField) ff = potential_for_scene(other, &error);
  }
  if (error)
    offer->reason = g_strdup(error->message);
  if (!offer->title)
    offer->title = g_path_get_basename(potential);
  if (!offer->source)
    offer->source = g_strdup("");
  if (!offer->details)
    offer->details = g_strdup("");
  return offer;
}

void
potential_offer_free(PotentialOffer *offer)
{
  if (!offer)
    return;
  g_free(offer->potential);
  g_free(offer->title);
  g_free(offer->source);
  g_free(offer->details);
  g_free(offer->reason);
  g_free(offer);
}
