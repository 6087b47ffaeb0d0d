// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/chart-about.h"

#include <glib/gi18n.h>

#include "model/format-number.h"
#include "run/observables.h"

#define VAN_HOVE  "L. van Hove, Phys. Rev. 95, 249 (1954)"
#define IONDIFF   "IonDiff, J. Open Source Softw. 9, 6616 (2024)"
#define CANDELIER "R. Candelier et al., Phys. Rev. Lett. 102, 088001 (2009)"
#define KING      "S. V. King, Nature 213, 1112 (1967)"
#define LACEVIC   "N. Lačević et al., J. Chem. Phys. 119, 7372 (2003)"
#define DELL_BRAY "W. J. Dell et al., J. Non-Cryst. Solids 58, 1 (1983)"

static const ChartAbout abouts[] = {
    {"msd",
     N_("How far the atoms of a species have moved after a time t, squared and averaged "
        "over atoms and starting times. D is shown only where the curve is that of "
        "diffusion; before, a bound stands in its place."),
     "⟨|r(t₀ + t) − r(t₀)|²⟩ → 6Dt", "McCluskey et al., arXiv:2305.18244"},
    {"msd-slope",
     N_("The local power of the mean square displacement: 2 while atoms fly freely, near "
        "0 in a cage, 1 when they diffuse."),
     "β(t) = d ln MSD / d ln t", NULL},
    {"arrhenius",
     N_("Diffusion coefficients at the temperatures seen so far, and the activation "
        "energy of a line through them. Hollow points are bounds and do not count."),
     "ln D = ln D₀ − E_a / k_B T", NULL},
    {"conductivity",
     N_("The motion of all ions together: collective diffusion, ionic conductivity, and "
        "the Haven ratio, which tells how far the ions move alone."),
     "σ = lim ⟨|Σ z_i Δr_i|²⟩ e² / (6 V k_B T t),  H_R = D / D_σ",
     "G. E. Murch, Solid State Ionics 7, 177 (1982)"},
    {"ngp",
     N_("By how much displacements differ from a Gaussian distribution: large when some "
        "atoms hop while others stay."),
     "α₂(t) = 3⟨r⁴⟩ / 5⟨r²⟩² − 1", "A. Rahman, Phys. Rev. 136, A405 (1964)"},
    {"vanhove",
     N_("Where an ion is after three times, seen from where it was: a second peak is "
        "that "
        "of ions that have hopped."),
     "4πr² G_s(r, t)", VAN_HOVE},
    {"vanhove-log",
     N_("The same over the logarithm of r, where cage and hop stand as two clear peaks."),
     "P(log₁₀ r) = ln 10 · 4πr³ G_s(r, t)",
     "E. Flenner, G. Szamel, Phys. Rev. E 72, 011205 (2005)"},
    {"vanhove-distinct",
     N_("Where other ions are after a time, seen from where one was: a peak at r = 0 "
        "means that they move into places that were left."),
     "G_d(r, t) / ρ", VAN_HOVE},
    {"fs",
     N_("How long the structure around single atoms lasts, at the wavelength of the "
        "first "
        "peak of S(q); fitted by a stretched exponential."),
     "F_s(q, t) = ⟨sin qr / qr⟩ ≈ A exp[−(t/τ)^β]",
     "G. Williams, D. C. Watts, Trans. Faraday Soc. 66, 80 (1970)"},
    {"overlap", N_("The share of atoms that are still within a of where they were."),
     "Q(t) = ⟨θ(a − r)⟩", LACEVIC},
    {"chi4",
     N_("How much the overlap differs from one time to another: atoms that move together "
        "make it large."),
     "χ₄(t) = N (⟨Q²⟩ − ⟨Q⟩²)", LACEVIC},
    {"hops",
     N_("Lengths of the hops from cage to cage. D_jump/D near 1 tells that the hops "
        "found "
        "are those that carry the diffusion."),
     "p_hop = √(⟨|r − r̄_B|²⟩_A ⟨|r − r̄_A|²⟩_B),  D_jump = ΣL² / 6Nt", CANDELIER},
    {"hop-durations", N_("How long ions are between two cages."), NULL, CANDELIER},
    {"hop-residence",
     N_("How long ions stay in a cage: the share that is still there. Stays that the "
        "time "
        "seen cuts off are counted as lasting longer."),
     NULL, "E. L. Kaplan, P. Meier, J. Am. Stat. Assoc. 53, 457 (1958)"},
    {"hop-rate", N_("Hops per ion and picosecond as time goes on."), NULL, CANDELIER},
    {"hop-groups",
     N_("How many hops belong together in time and space, beside the same hops shuffled "
        "in time: only what is above that is cooperation."),
     "P(N) ~ exp(−CN)", NULL},
    {"iondiff-plus",
     N_("Hops found by clusters of places in a moving window, for glasses: positions are "
        "averaged over 1 ps before."),
     NULL, IONDIFF},
    {"iondiff",
     N_("Hops as IonDiff finds them, with its choices, for comparison with results "
        "obtained with it. In a glass it misses most hops."),
     NULL, IONDIFF},
    {"iondiff-degree",
     N_("With how many others a hop overlaps in time, as IonDiff counts them. Distance "
        "plays no part, so this is not a size of groups."),
     "P(N) = |A| + B exp(−CN)", IONDIFF},
    {"gates",
     N_("The radius of the triangle of anions that an ion goes through, at the hop and "
        "far from it."),
     "r = R_circle − R_anion", NULL},
    {"gate-opening",
     N_("By how much a doorway is wider at the hop than on average: near 0 for fixed "
        "doorways, positive for those that open."),
     "Δr = r_hop − ⟨r⟩", NULL},
    {"gate-flexibility", N_("By how much the radius of a doorway fluctuates."),
     "σ(r) = √(⟨r²⟩ − ⟨r⟩²)", NULL},
    {"barriers",
     N_("Free-energy barriers between the sites that the density of the ions shows, and "
        "the one that must be passed on the way through the glass."),
     "ΔF = k_B T ln(ρ_site / ρ_doorway)", NULL},
    {"clearance",
     N_("How much room the framework leaves for a sphere of radius r, and the largest "
        "sphere that gets through."),
     "V(r)/V", NULL},
    {"bottleneck",
     N_("The largest sphere that gets through the framework along each direction of the "
        "cell, as it moves."),
     NULL, NULL},
    {"rings3",
     N_("Rings of three formers, counted in every frame; those of boron by how many of "
        "their borons have three neighbours: three of them is boroxol."),
     NULL, NULL},
    {"rings3-temperature",
     N_("The number of three-membered rings against temperature, as a ramp goes on."),
     NULL, NULL},
    {"rings3-lifetime",
     N_("How long three-membered rings last: the share that is still closed."), "S(t)",
     "E. L. Kaplan, P. Meier, J. Am. Stat. Assoc. 53, 457 (1958)"},
    {"rings",
     N_("Rings by their number of formers, in three definitions: primitive ones have no "
        "shortcut; Guttman's are the shortest through a bond; King's the shortest "
        "through "
        "two bonds of a former."),
     NULL, KING "; L. Guttman, J. Non-Cryst. Solids 116, 145 (1990)"},
    {"rings-nodes",
     N_("The share of formers that are in a ring of a size at all, and of those for "
        "which "
        "it is the largest or the smallest one."),
     "P_N, P_max, P_min", "S. Le Roux, P. Jund, Comput. Mater. Sci. 49, 70 (2010)"},
    {"rings-temperature", N_("Primitive rings of each size against temperature."), NULL,
     NULL},
    {"rings-temperature-king", N_("King's rings of each size against temperature."), NULL,
     KING},
    {"rings-temperature-guttman", N_("Guttman's rings of each size against temperature."),
     NULL, "L. Guttman, J. Non-Cryst. Solids 116, 145 (1990)"},
    {"rings-lifetime", N_("How long primitive rings of each size last."), NULL, NULL},
    {"rdf",
     N_("How likely another atom is at a distance, for the bonds of the anions; 1 is "
        "chance. CN counts the neighbours up to the first minimum."),
     "g(r) = V ⟨n(r)⟩ / (N_a N_b 4πr² dr)", NULL},
    {"rdf-cations", N_("The same for pairs of cations."), NULL, NULL},
    {"running-cn",
     N_("How many neighbours an atom has up to a distance: a plateau is a shell."),
     "n(r) = ρ ∫ g(r) 4πr² dr", NULL},
    {"sq",
     N_("What a diffraction experiment would see, with neutrons and with X-rays, from "
        "g(r) "
        "and, at small q, directly."),
     "S(q) = Σ c_a c_b b_a b_b S_ab / ⟨b⟩²", "E. Lorch, J. Phys. C 2, 229 (1969)"},
    {"sq-direct", N_("The structure factor from the positions, without g(r)."),
     "S(q) = 1 + (⟨|Σ b_i exp(iq·r_i)|²⟩/N − ⟨b²⟩) / ⟨b⟩²", NULL},
    {"sq-partial", N_("The structure factor of each pair of elements."),
     "S_ab(q) = 1 + 4πρ ∫ r² (g_ab − 1) sin qr / qr dr", NULL},
    {"angles",
     N_("Angles within the units of the network and between them: 109.5° is a "
        "tetrahedron, 120° a triangle."),
     "P(θ)", NULL},
    {"angles-sin",
     N_("The same without the weight of the sphere, so that straight angles show."),
     "P(θ) / sin θ", NULL},
    {"coordination", N_("How many anions the network formers have."), NULL, NULL},
    {"anions",
     N_("How many formers the anions are bonded to: 2 bridge, 1 does not, 0 is free, 3 "
        "is "
        "a tricluster."),
     NULL, NULL},
    {"qn",
     N_("How many bridging anions the formers have: Q⁴ is fully connected, Q⁰ alone."),
     NULL, NULL},
    {"n4",
     N_("The share of boron with four neighbours, beside the model of Dell and Bray and, "
        "for some glasses, the measured value."),
     "N₄ = ⁴B / (³B + ⁴B)", DELL_BRAY},
    {"n4-temperature", N_("The share of four-fold boron against temperature."), NULL,
     DELL_BRAY},
    {"density", N_("Mass density; at constant volume it cannot change."), "ρ = m / V",
     NULL},
    {"energy", N_("Potential energy per atom."), "U / N", NULL},
    {"committee",
     N_("By how much the members of a committee of learned potentials differ in their "
        "forces: where this is large they were not taught what they see."),
     "σ(F) = max √⟨|F − F̄|²⟩",
     "Y. Zhang et al., Comput. Phys. Commun. 253, 107206 (2020)"},
    {"extrapolation",
     N_("How far atoms lie beyond what a learned potential was fitted to: above the "
        "limit "
        "it guesses."),
     "γ", "E. V. Podryabinkin, A. V. Shapeev, Comput. Mater. Sci. 140, 171 (2017)"},
    {"modulus",
     N_("Pressure over volume of a copy of the glass that is strained a little, and the "
        "bulk modulus from the slope. Measured when asked for."),
     "K = −V dP/dV", NULL},
    {"expansion",
     N_("Volume over temperature of a copy at constant pressure, and the thermal "
        "expansion. Measured when asked for."),
     "α = (1/V) dV/dT", NULL},
    {"capacity",
     N_("Energy over temperature of a copy, and the heat capacity. Measured when asked "
        "for."),
     "C = dE/dT", NULL},
    {"caloric",
     N_("Energy on a ramp of temperature: the bend is the glass transition of this rate, "
        "much faster than any experiment."),
     "U(T) / N", "P. N. Patrone et al., Polymer 87, 246 (2016)"},
    {"dilatometry",
     N_("Volume on a ramp at constant pressure: the bend is the glass transition, the "
        "slope the thermal expansion."),
     "V(T) / N", "P. N. Patrone et al., Polymer 87, 246 (2016)"},
};

const ChartAbout *
chart_about_find(const char *id)
{
  g_return_val_if_fail(id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS(abouts); i++)
    if (g_str_equal(abouts[i].id, id))
      return &abouts[i];
  return NULL;
}

char *
chart_about_cost(const char *id)
{
  const Observable *about = observables_find_chart(id, NULL);

  if (!about)
    return NULL;
  if (about->flags & OBSERVABLE_MEASURED)
    return g_strdup(_("Measured on a copy of the glass, when asked for."));
  if (about->flags & OBSERVABLE_ALWAYS)
    return g_strdup(_("Always counted; showing it costs nothing more."));
  g_autofree char *interval = number_format_short(about->interval, 2);
  if (about->flags & OBSERVABLE_HEAVY)
    return g_strdup_printf(_("Worked out beside the run, every %s ps of it at most."),
                           interval);
  if (about->interval > 0.0)
    return g_strdup_printf(_("Counted every %s ps while it is shown."), interval);
  return g_strdup(_("Counted in every frame while it is shown; cheap."));
}
