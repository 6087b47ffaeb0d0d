// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Choices for a live run as one line of words, so that they travel as text: "atoms=0-9,15
 * hop-window=0.5". The names are those of the flags of vitrine-cli analyze: atoms (whose
 * motion is looked at; hops are not concerned), hop-window, hop-threshold, hop-core,
 * hop-back, hop-lag, hop-reach, cluster-window, cluster-smooth, cluster-most,
 * cluster-core, cluster-least, silhouette. Plain value; one thread. */
#pragma once

#include "model/observable.h"

typedef struct {
  ObserverOptions options; /* its selection is that of atoms */
  GArray *atoms;           /* guint32; owned, or NULL */
} ObserverChoices;

/* One that is a number, for those who offer it. */
typedef struct {
  double least, most;
  double usual;       /* NAN when it is automatic */
  gboolean automatic; /* found from the data unless a number is given */
  gboolean whole;
} ObserverChoice;

/* FALSE when there is no such name. */
gboolean observer_choice_find(const char *name, ObserverChoice *choice);

/* text may be NULL: the defaults. FALSE with error (VITRINE_ERROR_INPUT): no such name,
 * no number, or one that cannot be; choices are then the defaults. */
gboolean observer_choices_init(ObserverChoices *choices, const char *text,
                               GError **error);
void observer_choices_clear(ObserverChoices *choices);

/* Whether both look at the motion of the same atoms; whether both find hops the same way.
 */
gboolean observer_choices_same_atoms(const ObserverChoices *a, const ObserverChoices *b);
gboolean observer_choices_same_hops(const ObserverChoices *a, const ObserverChoices *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ObserverChoices, observer_choices_clear)
