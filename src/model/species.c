// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/species.h"

#include <string.h>

#define RGB(hex)                                                                    \
  {                                                                                 \
    ((hex) >> 16 & 255) / 255.0f, ((hex) >> 8 & 255) / 255.0f, ((hex)&255) / 255.0f \
  }

/* Where Shannon gives no radius, or a negative one (H), the covalent radius stands.
 * Coordination: 2 for O, 3 for B, 4 for Li Be Al Si P Ge Ga Zn V Mo W, else 6.
 * Mass of an element without stable isotopes: of its longest-lived one. */
// clang-format off
static const Element elements[] = {
  {"H", 1, 1.008, 0.31, 0.31, SPECIES_MODIFIER, RGB(0xC9CDD3)},
  {"He", 2, 4.002602, 0.28, 0.28, SPECIES_MODIFIER, RGB(0xA7C7D1)},
  {"Li", 3, 6.94, 1.28, 0.59, SPECIES_MOBILE, RGB(0xD957C0)},
  {"Be", 4, 9.0121831, 0.96, 0.27, SPECIES_FORMER, RGB(0x9DAF6B)},
  {"B", 5, 10.81, 0.84, 0.01, SPECIES_FORMER, RGB(0x4FA896)},
  {"C", 6, 12.011, 0.76, 0.15, SPECIES_FORMER, RGB(0x6B6F78)},
  {"N", 7, 14.007, 0.71, 1.46, SPECIES_ANION, RGB(0x6E87CF)},
  {"O", 8, 15.999, 0.66, 1.35, SPECIES_ANION, RGB(0xD8776E)},
  {"F", 9, 18.998403163, 0.57, 1.33, SPECIES_ANION, RGB(0x86B36A)},
  {"Ne", 10, 20.1797, 0.58, 0.58, SPECIES_MODIFIER, RGB(0xA9B7CF)},
  {"Na", 11, 22.98976928, 1.66, 1.02, SPECIES_MOBILE, RGB(0xF5A02E)},
  {"Mg", 12, 24.305, 1.41, 0.72, SPECIES_MODIFIER, RGB(0x97B86A)},
  {"Al", 13, 26.9815384, 1.21, 0.39, SPECIES_FORMER, RGB(0xB5AACF)},
  {"Si", 14, 28.085, 1.11, 0.26, SPECIES_FORMER, RGB(0x7089AC)},
  {"P", 15, 30.973761998, 1.07, 0.17, SPECIES_FORMER, RGB(0xB3905A)},
  {"S", 16, 32.06, 1.05, 1.84, SPECIES_ANION, RGB(0xCDB54E)},
  {"Cl", 17, 35.45, 1.02, 1.81, SPECIES_ANION, RGB(0x6FB569)},
  {"Ar", 18, 39.95, 1.06, 1.06, SPECIES_MODIFIER, RGB(0x8FB7C9)},
  {"K", 19, 39.0983, 2.03, 1.38, SPECIES_MOBILE, RGB(0x9A63E0)},
  {"Ca", 20, 40.078, 1.76, 1.0, SPECIES_MODIFIER, RGB(0x6FAF74)},
  {"Sc", 21, 44.955908, 1.70, 0.745, SPECIES_MODIFIER, RGB(0xA9AAA0)},
  {"Ti", 22, 47.867, 1.60, 0.605, SPECIES_FORMER, RGB(0x8C97A3)},
  {"V", 23, 50.9415, 1.53, 0.355, SPECIES_FORMER, RGB(0x7F88A6)},
  {"Cr", 24, 51.9961, 1.39, 0.615, SPECIES_MODIFIER, RGB(0x7C9A94)},
  {"Mn", 25, 54.938044, 1.39, 0.83, SPECIES_MODIFIER, RGB(0x9C7FA8)},
  {"Fe", 26, 55.845, 1.32, 0.645, SPECIES_MODIFIER, RGB(0xB5714A)},
  {"Co", 27, 58.933194, 1.26, 0.745, SPECIES_MODIFIER, RGB(0x5F7FC4)},
  {"Ni", 28, 58.6934, 1.24, 0.69, SPECIES_MODIFIER, RGB(0x6AA77C)},
  {"Cu", 29, 63.546, 1.32, 0.73, SPECIES_MODIFIER, RGB(0xBF8152)},
  {"Zn", 30, 65.38, 1.22, 0.6, SPECIES_MODIFIER, RGB(0x8A93AE)},
  {"Ga", 31, 69.723, 1.22, 0.47, SPECIES_FORMER, RGB(0xA08A9C)},
  {"Ge", 32, 72.63, 1.20, 0.39, SPECIES_FORMER, RGB(0x668F94)},
  {"As", 33, 74.921595, 1.19, 0.58, SPECIES_FORMER, RGB(0x9A7FB0)},
  {"Se", 34, 78.971, 1.20, 1.98, SPECIES_ANION, RGB(0xC28F3E)},
  {"Br", 35, 79.904, 1.20, 1.96, SPECIES_ANION, RGB(0xA8584B)},
  {"Kr", 36, 83.798, 1.16, 1.16, SPECIES_MODIFIER, RGB(0x7FA6BF)},
  {"Rb", 37, 85.4678, 2.20, 1.52, SPECIES_MOBILE, RGB(0xE4527F)},
  {"Sr", 38, 87.62, 1.95, 1.18, SPECIES_MODIFIER, RGB(0x5BA58A)},
  {"Y", 39, 88.90584, 1.90, 0.9, SPECIES_MODIFIER, RGB(0x7FAFAA)},
  {"Zr", 40, 91.224, 1.75, 0.72, SPECIES_FORMER, RGB(0x7CA0A6)},
  {"Nb", 41, 92.90637, 1.64, 0.64, SPECIES_FORMER, RGB(0x7898B0)},
  {"Mo", 42, 95.95, 1.54, 0.41, SPECIES_FORMER, RGB(0x7490A4)},
  {"Tc", 43, 97, 1.47, 0.645, SPECIES_MODIFIER, RGB(0x6F9A9C)},
  {"Ru", 44, 101.07, 1.46, 0.62, SPECIES_MODIFIER, RGB(0x6A8C98)},
  {"Rh", 45, 102.9055, 1.42, 0.665, SPECIES_MODIFIER, RGB(0x6C8494)},
  {"Pd", 46, 106.42, 1.39, 0.64, SPECIES_MODIFIER, RGB(0x75818F)},
  {"Ag", 47, 107.8682, 1.45, 1.15, SPECIES_MOBILE, RGB(0x37B5E0)},
  {"Cd", 48, 112.414, 1.44, 0.95, SPECIES_MODIFIER, RGB(0xB79A6A)},
  {"In", 49, 114.818, 1.42, 0.8, SPECIES_MODIFIER, RGB(0xA37F86)},
  {"Sn", 50, 118.71, 1.39, 0.69, SPECIES_MODIFIER, RGB(0x7F96A0)},
  {"Sb", 51, 121.76, 1.39, 0.76, SPECIES_FORMER, RGB(0x8C7BA8)},
  {"Te", 52, 127.6, 1.38, 0.66, SPECIES_FORMER, RGB(0xA8814A)},
  {"I", 53, 126.90447, 1.39, 2.2, SPECIES_ANION, RGB(0x8657A3)},
  {"Xe", 54, 131.293, 1.40, 1.4, SPECIES_MODIFIER, RGB(0x6F97B0)},
  {"Cs", 55, 132.90545196, 2.44, 1.67, SPECIES_MOBILE, RGB(0x2FC4A8)},
  {"Ba", 56, 137.327, 2.15, 1.35, SPECIES_MODIFIER, RGB(0x4F9C9A)},
  {"La", 57, 138.90547, 2.07, 1.032, SPECIES_MODIFIER, RGB(0x94B87A)},
  {"Ce", 58, 140.116, 2.04, 1.01, SPECIES_MODIFIER, RGB(0x8EB87A)},
  {"Pr", 59, 140.90766, 2.03, 0.99, SPECIES_MODIFIER, RGB(0x88B87A)},
  {"Nd", 60, 144.242, 2.01, 0.983, SPECIES_MODIFIER, RGB(0x82B87A)},
  {"Pm", 61, 145, 1.99, 0.97, SPECIES_MODIFIER, RGB(0x7BB87A)},
  {"Sm", 62, 150.36, 1.98, 0.958, SPECIES_MODIFIER, RGB(0x7AB880)},
  {"Eu", 63, 151.964, 1.98, 0.947, SPECIES_MODIFIER, RGB(0x7AB886)},
  {"Gd", 64, 157.25, 1.96, 0.938, SPECIES_MODIFIER, RGB(0x7AB88C)},
  {"Tb", 65, 158.92535, 1.94, 0.923, SPECIES_MODIFIER, RGB(0x7AB892)},
  {"Dy", 66, 162.5, 1.92, 0.912, SPECIES_MODIFIER, RGB(0x7AB898)},
  {"Ho", 67, 164.93033, 1.92, 0.901, SPECIES_MODIFIER, RGB(0x7AB89E)},
  {"Er", 68, 167.259, 1.89, 0.89, SPECIES_MODIFIER, RGB(0x7AB8A4)},
  {"Tm", 69, 168.93422, 1.90, 0.88, SPECIES_MODIFIER, RGB(0x7AB8AA)},
  {"Yb", 70, 173.045, 1.87, 0.868, SPECIES_MODIFIER, RGB(0x7AB8B0)},
  {"Lu", 71, 174.97, 1.87, 0.861, SPECIES_MODIFIER, RGB(0x7AB8B7)},
  {"Hf", 72, 178.486, 1.75, 0.71, SPECIES_MODIFIER, RGB(0x74A3B5)},
  {"Ta", 73, 180.94788, 1.70, 0.64, SPECIES_FORMER, RGB(0x6C93B8)},
  {"W", 74, 183.84, 1.62, 0.42, SPECIES_FORMER, RGB(0x6A86AA)},
  {"Re", 75, 186.207, 1.51, 0.38, SPECIES_MODIFIER, RGB(0x6F8BA0)},
  {"Os", 76, 190.23, 1.44, 0.63, SPECIES_MODIFIER, RGB(0x667F9C)},
  {"Ir", 77, 192.217, 1.41, 0.625, SPECIES_MODIFIER, RGB(0x5F789A)},
  {"Pt", 78, 195.084, 1.36, 0.625, SPECIES_MODIFIER, RGB(0xA5A7B5)},
  {"Au", 79, 196.966569, 1.36, 1.37, SPECIES_MODIFIER, RGB(0xD6AE3A)},
  {"Hg", 80, 200.592, 1.32, 1.02, SPECIES_MODIFIER, RGB(0x9FA4BD)},
  {"Tl", 81, 204.38, 1.45, 1.5, SPECIES_MODIFIER, RGB(0xA5705F)},
  {"Pb", 82, 207.2, 1.46, 1.19, SPECIES_MODIFIER, RGB(0x7A7F8C)},
  {"Bi", 83, 208.9804, 1.48, 1.03, SPECIES_MODIFIER, RGB(0x9A6DA0)},
  {"Po", 84, 209, 1.40, 0.94, SPECIES_MODIFIER, RGB(0x9C6A4A)},
  {"At", 85, 210, 1.50, 1.5, SPECIES_ANION, RGB(0x80604F)},
  {"Rn", 86, 222, 1.50, 1.5, SPECIES_MODIFIER, RGB(0x5F8799)},
  {"Fr", 87, 223, 2.60, 1.8, SPECIES_MODIFIER, RGB(0x7C56B8)},
  {"Ra", 88, 226, 2.21, 1.48, SPECIES_MODIFIER, RGB(0x4A8F7A)},
  {"Ac", 89, 227, 2.15, 1.12, SPECIES_MODIFIER, RGB(0x729AB6)},
  {"Th", 90, 232.0377, 2.06, 0.94, SPECIES_MODIFIER, RGB(0x728FB6)},
  {"Pa", 91, 231.03588, 2.00, 0.78, SPECIES_MODIFIER, RGB(0x7285B6)},
  {"U", 92, 238.02891, 1.96, 0.73, SPECIES_MODIFIER, RGB(0x727BB6)},
  {"Np", 93, 237, 1.90, 0.87, SPECIES_MODIFIER, RGB(0x7372B6)},
  {"Pu", 94, 244, 1.87, 0.86, SPECIES_MODIFIER, RGB(0x7D72B6)},
  {"Am", 95, 243, 1.80, 0.975, SPECIES_MODIFIER, RGB(0x8772B6)},
  {"Cm", 96, 247, 1.69, 0.97, SPECIES_MODIFIER, RGB(0x9272B6)},
};
// clang-format on

static const struct {
  const char *former, *anion;
  double cutoff;
} bond_cutoffs[] = {
    {"B", "O", 2.0}, {"Si", "O", 2.25}, {"P", "O", 2.1},
    {"P", "S", 2.7}, {"Al", "O", 2.4},
};

const Element *
element_lookup(const char *symbol)
{
  g_return_val_if_fail(symbol != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
    if (strcmp(elements[i].symbol, symbol) == 0)
      return &elements[i];
  return NULL;
}

const Element *
element_by_number(int number)
{
  if (number < 1 || number > (int)G_N_ELEMENTS(elements))
    return NULL;
  return &elements[number - 1];
}

SpeciesList *
species_list_new(void)
{
  return g_atomic_rc_box_new0(SpeciesList);
}

SpeciesList *
species_list_ref(const SpeciesList *list)
{
  g_return_val_if_fail(list != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)list);
}

void
species_list_unref(SpeciesList *list)
{
  if (list)
    g_atomic_rc_box_release(list);
}

int
species_list_add(SpeciesList *list, const Element *element)
{
  g_return_val_if_fail(list != NULL && element != NULL, -1);

  int found = species_list_find(list, element->symbol);
  if (found >= 0)
    return found;
  if (list->n == SPECIES_MAX)
    return -1;
  list->element[list->n] = element;
  return (int)list->n++;
}

int
species_list_find(const SpeciesList *list, const char *symbol)
{
  g_return_val_if_fail(list != NULL && symbol != NULL, -1);

  for (guint i = 0; i < list->n; i++)
    if (strcmp(list->element[i]->symbol, symbol) == 0)
      return (int)i;
  return -1;
}

double
species_bond_cutoff(const Element *a, const Element *b)
{
  g_return_val_if_fail(a != NULL && b != NULL, 0.0);

  if (a->role == SPECIES_ANION)
    return b->role == SPECIES_FORMER ? species_bond_cutoff(b, a) : 0.0;
  if (a->role != SPECIES_FORMER || b->role != SPECIES_ANION)
    return 0.0;
  for (guint i = 0; i < G_N_ELEMENTS(bond_cutoffs); i++)
    if (strcmp(a->symbol, bond_cutoffs[i].former) == 0 &&
        strcmp(b->symbol, bond_cutoffs[i].anion) == 0)
      return bond_cutoffs[i].cutoff;
  return 1.25 * (a->ionic_radius + b->ionic_radius);
}
