// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which atoms an estimator of moving ions looks at. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* Type of the symbol, or of the most numerous mobile species when symbol is NULL: then -1
 * (without error) when nothing is mobile. FALSE with error when the frame has no atom of
 * the symbol. */
gboolean ion_choice_type(const char *symbol, const Frame *frame, int *type,
                         GError **error);
/* Numbers of the atoms of a type, ascending (element type guint32). Owner: caller. */
GArray *ion_choice_atoms(const Frame *frame, int type);
