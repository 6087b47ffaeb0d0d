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
    HEX(0x7660E6, 200),
    HEX(0xCC68B9, 200),
};
static const Tint ring_light[] = {
    HEX(0x0AA892, 200),
    HEX(0x1A83C4, 200),
    HEX(0x4A2BB8, 200),
    HEX(0x8A1F7A, 200),
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
  if (mode == RENDER_POLYHEDRA && is_network(element))
    return former ? 0.14 : 0.17;
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
  if (style->mode == RENDER_POLYHEDRA)
    return element_tint(element, 90);
  if (style->mode != RENDER_NETWORK_IONS)
    return element_tint(element, 128);
  return mix(element_tint(element, 0), pale(style), 0.35);
}

Tint
appearance_without_value(const RenderStyle *style)
{
  return style->dark ? HEX(0x565E6B, 0) : HEX(0xC3C9D2, 0);
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
appearance_bond(Tint atom, const RenderStyle *style)
{
  if (style->mode != RENDER_NETWORK_IONS)
    return atom;
  atom.presence = 0;
  return mix(atom, pale(style), style->colour.by == RENDER_BY_SPECIES ? 0.7 : 0.5);
}

double
appearance_ring_radius(RenderMode mode)
{
  return mode == RENDER_NETWORK_IONS ? 0.14 : 0.20;
}

static Tint
ring_by_size(guint size)
{
  float rgb[3];

  colour_class(size >= 3 ? size - 3 : 0, rgb);
  return (Tint){(guint8)(255.0f * rgb[0] + 0.5f), (guint8)(255.0f * rgb[1] + 0.5f),
                (guint8)(255.0f * rgb[2] + 0.5f), 200};
}

Tint
appearance_ring(const Ring *ring, const RenderStyle *style)
{
  guint class = ring->borate ? MIN(ring->n_four, G_N_ELEMENTS(ring_dark) - 1) : 0;
  guint size = ring->n / 2;

  if (style->rings_by_size)
    return ring_by_size(size);
  Tint tint = style->dark ? ring_dark[class] : ring_light[class];

  return size > 3 ? mix(tint, pale(style), fmin(0.12 * (size - 3), 0.5)) : tint;
}

Tint
appearance_polyhedron(Tint atom, const Element *element, guint n,
                      const RenderStyle *style)
{
  if (element->number != 5 || n < 4 || style->colour.by != RENDER_BY_SPECIES)
    return atom;
  return mix(atom, ring_light[2], 0.55);
}

Tint
appearance_polyhedron_edge(Tint faces, const RenderStyle *style)
{
  Tint end = style->dark ? HEX(0xFFFFFF, 0) : HEX(0x000000, 0);

  faces.presence = 60;
  return mix(faces, end, 0.35);
}

Tint
appearance_surface(MeshRole role, const RenderStyle *style)
{
  switch (role) {
  case MESH_CHANNEL:
    return style->dark ? HEX(0x3FD9C4, 120) : HEX(0x0B9F8C, 130);
  case MESH_CLEARANCE:
    return style->dark ? HEX(0x9A8CF0, 70) : HEX(0x6A5AD0, 80);
  default:
    return style->dark ? HEX(0xF2A83C, 80) : HEX(0xD98414, 90);
  }
}

Tint
appearance_gate(const RenderStyle *style)
{
  return style->dark ? HEX(0xF2457F, 255) : HEX(0xB9003D, 255);
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
