// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Bonds that do not flicker: a bond is there when its atoms are closer than r_cut, and
 * stays until they are further apart than 1.15 r_cut. One thread. */
#pragma once

#include <glib.h>

#include "model/bonds.h"

#define BOND_MEMORY_STRETCH 1.15

/* Embedded; zeroed memory remembers nothing. */
typedef struct {
  Bonds *held; /* of the last frame, with those that are stretched; owned */
} BondMemory;

/* The bonds of the frame by the rule; memory->held are those and the stretched ones. The
 * frames have the same atoms, unwrapped. Owner: caller. */
Bonds *bond_memory_add(BondMemory *memory, const Frame *frame, const BondRule *rule);
void bond_memory_clear(BondMemory *memory);
