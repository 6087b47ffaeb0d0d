// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How a picture looks: one plain value that says everything but what is seen and from
 * where. Copied by value; the pointers in it are borrowed and have to live as long as the
 * style is used (the renderer keeps references of its own). Any thread. */
#pragma once

#include <glib.h>

#include "model/event.h"
#include "model/frame.h"
#include "model/mesh.h"
#include "render/atom-look.h"
#include "render/colour-map.h"

typedef enum {
  RENDER_NETWORK_IONS, /* thin pale network, bright mobile ions: the default */
  RENDER_BALL_STICK,
  RENDER_SPACE_FILLING,
  RENDER_POLYHEDRA, /* BO3 triangles, BO4, SiO4, PO4 … tetrahedra, and their kind */
  RENDER_N_MODES,
} RenderMode;

/* What the colour of an atom says. */
typedef enum {
  RENDER_BY_SPECIES,
  RENDER_BY_COORDINATION, /* bonds former–anion */
  RENDER_BY_QN,           /* formers: how many of their anions bridge; boron: three- or
                             four-fold; anions: bridging or not */
  RENDER_BY_DISPLACEMENT, /* Å, since style.origin */
  RENDER_BY_HOPS,         /* in the snapshot's list */
  RENDER_BY_ENERGY,       /* eV */
  RENDER_BY_SPEED,        /* Å/ps */
  RENDER_BY_DEVIATION,    /* eV/Å, of the forces of a committee of learned models */
  RENDER_BY_GRADE,        /* how far beyond what a learned model has seen */
  RENDER_BY_VALUE,        /* a column of the frame's, or style.look->value */
  RENDER_BY_FORCE,        /* eV/Å */
  RENDER_N_COLOURINGS,
} RenderColourBy;

typedef struct {
  RenderColourBy by;
  ColourMap map;
  double low, high;   /* NAN: found from the snapshot (5th and 95th hundredth) */
  const char *column; /* of RENDER_BY_VALUE, interned; NULL: style.look->value */
} RenderColouring;

/* Hides what has normal · r > offset, r in Å from the cell's origin. */
typedef struct {
  Vec3 normal; /* of any length > 0 */
  double offset;
} RenderSlice;

#define RENDER_MOST_SLICES 3
#define RENDER_MOST_COPIES 9

/* What is behind everything, and what far things fade into. */
typedef enum {
  RENDER_GROUND_SHADED, /* nearly black or nearly white, as the style is dark */
  RENDER_GROUND_BLACK,
  RENDER_GROUND_WHITE,
} RenderGround;

typedef struct {
  RenderMode mode;
  gboolean dark;    /* background and pale colours for a dark surface */
  gboolean wrap;    /* draw atoms inside the cell (default) or unwrapped */
  Vec3 wrap_corner; /* where the cell begins into which atoms are wrapped, fractional;
                       default 0, so that it is the one whose edges are drawn */
  RenderGround ground;
  gboolean transparent; /* off screen only, instead of a ground: far things fade from
                           sight, colours are premultiplied */
  double depth_cue; /* how far the farthest things fade into the ground: 0 not at all … 1
                       as much as is good, the default */
  gboolean show_cell, show_bonds, show_rings, show_hops, show_surfaces;
  gboolean solid_polyhedra; /* instead of translucent ones */
  guint hidden_types;       /* bit t: species t is not drawn */
  guint hidden_surfaces;    /* bit r: surfaces of MeshRole r are not drawn */
  double outlines;      /* 0 none … 1 black: dark lines where one thing passes in front
                           of another that lies deeper; default 0.5 */
  gboolean full_detail; /* the same however far away: without it atoms of a pixel or
                           two are discs, and bonds too thin to be seen left out */
  guint economy;        /* rung of quality-ladder.h; 0, full quality, is the default */

  RenderColouring colour;
  const Frame *origin;  /* that displacements count from, or NULL: zero */
  const AtomLook *look; /* or NULL */
  int selected;         /* atom with a halo, −1: none; more of them in look */

  double hop_age;   /* ps over which a trail fades; default 5 */
  double hop_glow;  /* ps for which a new hop glows; default 0.25 */
  double hop_known; /* ps after which a hop is known: it glows from then on; default 0 */
  guint most_hops;  /* about so many trails at most (fewer in a small glass,
                       hop-choice.h), the longest ones that were not
                       undone, and all of the selected atom; default 60, 0: all */
  guint hop_types;  /* bit t: only hops of these species; 0: all */
  double hop_shortest; /* Å */
  const Event *hop;    /* the hop to look at: always drawn, with its doorway; or NULL */
  gboolean hop_alone;  /* no other hop is drawn; its ion glows, and what is not of its
                          cages turns pale */

  guint
      ring_sizes; /* bit n: rings of n formers; 0 (default): all that the snapshot has */
  gboolean rings_by_size; /* coloured by it, not by class */
  double ring_flash; /* ps for which a new ring flashes and a broken one fades; default
                        0.5, 0: neither */

  guint n_slices;
  RenderSlice slice[RENDER_MOST_SLICES];
  guint copies[3]; /* images along the lattice vectors, 0 and 1: one */
} RenderStyle;

void render_style_init(RenderStyle *style);
/* Whether rings of so many formers are drawn where rings are shown. */
gboolean render_style_draws_ring(const RenderStyle *style, guint n_formers);
/* Has rings of least to most formers drawn, 31 at most. */
void render_style_set_ring_sizes(RenderStyle *style, guint least, guint most);

/* RenderStyle.hidden_surfaces when only what runs through the glass is to be seen. */
#define RENDER_CHANNEL_ONLY (1u << MESH_DENSITY | 1u << MESH_CLEARANCE)

/* A style that holds references to what it points to; from starts zeroed or as such a
 * style. */
void render_style_keep(RenderStyle *kept, const RenderStyle *from);
void render_style_clear(RenderStyle *kept);
