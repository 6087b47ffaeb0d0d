// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/appearance.h"

#define HEX(hex, presence)                                     \
  (Tint)                                                       \
  {                                                            \
    (hex) >> 16 & 255, (hex) >> 8 & 255, (hex)&255, (presence) \
  }

static const Tint ring_dark[] = {
    HEX(0x46E3CB, 200),
    HEX(0x56B9F2, 200),
    HEX(0x928DF7, 200),
    HEX(0xD07FEA, 200),
};
static const Tint ring_light[] = {
    HEX(0x0AA892, 200),
    HEX(0x1A83C4, 200),
    HEX(0x5A53D6, 200),
    HEX(0x9C3FBC, 200),
};

static Tint
mix(Tint a, Tint b, double t)
{
  return (Tint){
      (guint8)((1.0 - t) * a.r + t * b.r + 0.5),
      (guint8)((1.0 - t) * a.g + t * b.g + 0.5),
      (guint8)((1.0 - t) * a.b + t * b.b + 0.5),
      a.presence,
  };
}

static Tint
element_tint(const Element *element, guint8 presence)
{
  return (Tint){
      (guint8)(255.0f * element->rgb[0] + 0.5f),
      (guint8)(255.0f * element->rgb[1] + 0.5f),
      (guint8)(255.0f * element->rgb[2] + 0.5f),
      presence,
  };
}

static gboolean
is_network(const Element *element)
{
  return element->role == SPECIES_FORMER || element->role == SPECIES_ANION;
}

static Tint
pale(const RenderStyle *style)
{
  return style->dark ? HEX(0x8896AC, 0) : HEX(0xA9B2BF, 0);
}

double
appearance_atom_radius(const Element *element, RenderMode mode)
{
  gboolean former = element->role == SPECIES_FORMER;

  if (mode == RENDER_SPACE_FILLING)
    return fmax(element->ionic_radius, former ? 0.55 : 0.4);
  if (mode == RENDER_BALL_STICK) {
    if (is_network(element))
      return former ? 0.30 + 0.16 * element->covalent_radius : 0.40;
    return 0.46 + 0.32 * element->ionic_radius;
  }
  if (is_network(element))
    return former ? 0.20 + 0.12 * element->covalent_radius : 0.235;
  return 0.40 + 0.27 * element->ionic_radius;
}

Tint
appearance_atom(const Element *element, const RenderStyle *style)
{
  if (!is_network(element))
    return element_tint(element, 255);
  if (style->mode != RENDER_NETWORK_IONS)
    return element_tint(element, 128);
  return mix(element_tint(element, 0), pale(style), 0.35);
}

double
appearance_bond_radius(RenderMode mode)
{
  switch (mode) {
  case RENDER_NETWORK_IONS:
    return 0.085;
  case RENDER_BALL_STICK:
    return 0.14;
  default:
    return 0.0;
  }
}

Tint
appearance_bond(const Element *element, const RenderStyle *style)
{
  if (style->mode != RENDER_NETWORK_IONS)
    return element_tint(element, 128);
  return mix(element_tint(element, 0), pale(style), 0.8);
}

double
appearance_ring_radius(RenderMode mode)
{
  return mode == RENDER_NETWORK_IONS ? 0.14 : 0.20;
}

Tint
appearance_ring(const Ring *ring, const RenderStyle *style)
{
  guint class = ring->borate ? MIN(ring->n_four, G_N_ELEMENTS(ring_dark) - 1) : 0;

  return style->dark ? ring_dark[class] : ring_light[class];
}

Tint
appearance_hop(const RenderStyle *style)
{
  return style->dark ? HEX(0xFFDD55, 255) : HEX(0x7A5200, 255);
}

Tint
appearance_selection(const RenderStyle *style)
{
  return style->dark ? HEX(0xFFFFFF, 255) : HEX(0x1C71D8, 255);
}

void
appearance_background(const RenderStyle *style, float inner[3], float outer[3])
{
  static const float dark[2][3] = {{0.118f, 0.129f, 0.149f}, {0.047f, 0.051f, 0.060f}};
  static const float light[2][3] = {{0.988f, 0.988f, 0.992f}, {0.878f, 0.890f, 0.906f}};
  const float(*pair)[3] = style->dark ? dark : light;

  for (int k = 0; k < 3; k++) {
    inner[k] = pair[0][k];
    outer[k] = pair[1][k];
  }
}

void
appearance_cell(const RenderStyle *style, float rgb[3])
{
  Tint tint = style->dark ? HEX(0x9AA5B5, 0) : HEX(0x5E6875, 0);

  rgb[0] = tint.r / 255.0f;
  rgb[1] = tint.g / 255.0f;
  rgb[2] = tint.b / 255.0f;
}
