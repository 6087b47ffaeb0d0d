// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What differs between two force fields of the same species, so that only that is
 * computed anew; and the part of the energy that depends on the charges alone. Any
 * thread. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* Coulomb scheme, cut-offs and shifts alike. */
gboolean pair_terms_same_scheme(const ForceField *x, const ForceField *y);
/* Terms and product of charges of one pair alike. */
gboolean pair_terms_same_pair(const ForceField *x, const ForceField *y, int a, int b);

/* Adds the self energy to out, per atom too when wanted. */
void pair_terms_add_self_energy(const ForceField *ff, const ForceInput *in,
                                ForceWants wants, ForceOutput *out);
