#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the ten pictures of the gallery beside this script, with the program alone and
# without a display, in two minutes or so: make-gallery.sh [VITRINE-CLI [MODEL]]
# With the file of a universal learned potential (state.pt of TensorNet-MatPES-r2SCAN) it
# makes the two that are computed with one, too, in some five minutes more.
set -eu
cli=${1:-vitrine-cli}
model=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shoot() { # NAME INPUT FLAGS…
  name=$1 input=$2
  shift 2
  "$cli" render "$input" --size 560x420 "$@" -o "$here/gallery-$name.png"
}

# A melt of sodium disilicate in which ions move, and a lithium borosilicate, quenched.
"$cli" run ns2 --time 8 --export "$work/ns2.extxyz" --every 50
"$cli" build --recipe lbs-20-60-20 --atoms 3000 --seed 1 -o "$work/start.extxyz"
"$cli" run "$work/start.extxyz" --relax --potential shik --ensemble nvt --seed 3 \
  --temperature 2500 --ramp-to 1000 --time 40 -o "$work/lbs.extxyz"

# How the ions move
shoot hops "$work/ns2.extxyz" --time 6.5 --hops --zoom 1.5 --slice 0,1,0,12 \
  --no-rings --caption scale,time,legend
shoot pathways "$work/ns2.extxyz" --pathways density --level through --hide Na,Si,O \
  --no-rings --zoom 1.3 --light --caption scale,legend
shoot displacement "$work/ns2.extxyz" --color displacement --style space-filling \
  --map ember --no-rings --caption scale,legend
shoot hopcount "$work/ns2.extxyz" --color hops --map ember --zoom 1.5 --slice 0,1,0,20 \
  --no-rings --caption scale,legend

# What the network is made of
shoot rings silica --ring-sizes 3..6 --ring-colors size --zoom 1.7 --slice 0,1,0,7 \
  --caption scale,legend
shoot borate "$work/lbs.extxyz" --style polyhedra --zoom 1.7 --slice 0,1,0,12 --light \
  --caption scale,legend
shoot coordination "$work/lbs.extxyz" --color coordination --style ball-stick --hide Li \
  --zoom 1.9 --slice 0,1,0,10 --light --no-rings --caption scale,legend
shoot units ns2 --color qn --style polyhedra --solid --hide Na --zoom 1.6 \
  --slice 0,1,0,12 --no-rings --caption scale,legend

# Cells
shoot mixed nk --copies 2x1x1 --style polyhedra --solid --zoom 1.2 --slice 0,1,0,16 \
  --light --no-rings --caption scale,axes,legend
shoot slice ns4 --style space-filling --slice 1,1,0,26 --orthographic --light \
  --no-rings --caption scale,legend

[ -n "$model" ] || exit 0

learned() { # START END FLAGS…
  start=$work/$1 end=$work/$2
  shift 2
  "$cli" run "$start" --potential "$model" "$@" -o "$end"
}

# Na3PS4 at 1400 K, begun from whole tetrahedra
"$cli" build --recipe na3ps4 --atoms 128 --seed 1 -o "$work/ps.extxyz"
learned ps.extxyz ps-hot.extxyz --relax --temperature 1400 --tau 0.05 --dt 0.5 --time 1
learned ps-hot.extxyz ps-melt.extxyz --temperature 1400 --dt 2 --time 10
"$cli" render "$work/ps-melt.extxyz" --size 900x640 --style polyhedra --zoom 0.95 \
  --caption scale,axes,time,legend -o "$here/sodium-thiophosphate.png"

# A lithium borosilicate, quenched as the manual of vitrine-cli says
"$cli" build --recipe lbs-20-60-20 --atoms 126 --seed 1 -o "$work/lbs-start.extxyz"
learned lbs-start.extxyz lbs-hot.extxyz --relax --temperature 2500 --tau 0.05 --dt 0.5 \
  --time 1
learned lbs-hot.extxyz lbs-melt.extxyz --temperature 2500 --dt 2 --time 5
learned lbs-melt.extxyz lbs-glass.extxyz --temperature 2500 --ramp-to 300 --dt 2 --time 25
learned lbs-glass.extxyz lbs-cold.extxyz --temperature 300 --dt 2 --time 2
"$cli" render "$work/lbs-cold.extxyz" --size 900x640 --style polyhedra --turn 120,25 \
  --zoom 0.93 --caption scale,axes,time,legend -o "$here/lithium-borosilicate.png"
