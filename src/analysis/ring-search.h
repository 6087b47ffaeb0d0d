// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* All rings of a network up to a size, by the three definitions of the field. Nodes are
 * atoms, edges are bonds former–anion, sizes count formers: B3O3 is a three-membered ring
 * (six nodes in programs that count all atoms). Anions are not contracted into edges: an
 * oxygen with three formers makes no ring, two formers on two oxygens make one of two.
 *
 * - King: the shortest closed ways through a former and each pair of its anions, all ties
 *   (S. V. King, Nature 213, 1112 (1967), doi:10.1038/2131112a0; D. S. Franzblau, Phys.
 *   Rev. B 44, 4925 (1991), doi:10.1103/PhysRevB.44.4925).
 * - Guttman: the shortest closed ways through each bond, all ties (L. Guttman, J.
 *   Non-Cryst. Solids 116, 145 (1990), doi:10.1016/0022-3093(90)90686-G).
 * - Primitive: no way between two of its atoms is shorter than along the ring (K. Goetzke
 *   and H.-J. Klein, J. Non-Cryst. Solids 127, 215 (1991); X. Yuan and A. N. Cormack,
 *   Comput. Mater. Sci. 24, 343 (2002), doi:10.1016/S0927-0256(01)00256-7).
 *
 * How: around every former v, balls of shortest ways about each of its anions in the
 * network without v; where the balls of two anions first touch, halfway, the shortest
 * ways close. The shortest over all partners of one anion are Guttman's. Primitive rings
 * are pairs of shortest ways from their smallest former to the opposite corner, accepted
 * when no opposite corners are nearer through the network. Everything on the covering
 * graph (ring-graph.h). About 0.05 s at 3,000 atoms and size 8; pure function, any
 * thread.
 */
#pragma once

#include <glib.h>

#include "analysis/ring-form.h"

typedef enum { RING_KING, RING_GUTTMAN, RING_PRIMITIVE, RING_N_KINDS } RingKind;

/* Rings of one kind. */
typedef struct {
  GArray *ring;    /* Ring, each once, in the order of ring_compare */
  guint16 *from;   /* by atom: bit n is set when the atom, a former, is at the origin of a
                    ring of n formers: its search found it (primitive: belongs to it) */
  guint n_formers; /* of the frame */
  gboolean partial; /* rings are missing: the search was given up, as atoms with more than
                       12 bonds or very many ways round are no network */
} RingList;

/* Rings of 2 to size_most formers (2 … RING_SIZE_MOST) of the kinds for which list is not
 * NULL; fills the lists. */
void ring_search(const Frame *frame, const Bonds *bonds, guint size_most,
                 RingList *list[RING_N_KINDS]);
void ring_list_clear(RingList *list);

/* Numbers of R.I.N.G.S. (S. Le Roux and P. Jund, Comput. Mater. Sci. 49, 70 (2010),
 * doi:10.1016/j.commatsci.2010.04.023), formers being the nodes, index = size. */
typedef struct {
  guint n[RING_SIZE_MOST + 1];         /* rings */
  double per_node[RING_SIZE_MOST + 1]; /* R_C: rings per former */
  double found[RING_SIZE_MOST + 1];    /* P_N: formers at the origin of such a ring */
  double longest[RING_SIZE_MOST + 1];  /* P_max: those of P_N without a longer ring */
  double shortest[RING_SIZE_MOST + 1]; /* P_min: those of P_N without a shorter ring */
} RingNumbers;

void ring_list_numbers(const RingList *list, guint n_atoms, RingNumbers *numbers);
