#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the ten pictures of the gallery beside this script, with the program alone and
# without a display: make-gallery.sh [VITRINE-CLI]
set -eu
cli=${1:-vitrine-cli}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shoot() { # NAME INPUT FLAGS…
  name=$1 input=$2
  shift 2
  "$cli" render "$input" --size 360x270 "$@" -o "$here/gallery-$name.png"
}

"$cli" run ns2 --time 3.5 --export "$work/ns2.extxyz" --every 50

shoot hops "$work/ns2.extxyz" --time 2.5 --hops --bare --zoom 1.3
shoot displacement "$work/ns2.extxyz" --color displacement --style space-filling --map ember
shoot units ns2 --color qn --zoom 1.6 --slice 0,1,0,14
shoot coordination ls2 --color coordination --style ball-stick --zoom 1.6 --slice 0,1,0,12
shoot rings silica --ring-size 6 --zoom 2 --slice 0,1,0,8 --light --bare
shoot polyhedra silica --style polyhedra --solid --zoom 1.7 --bare
shoot mixed nk --style polyhedra --light --zoom 1.9 --slice 0,1,0,16 --bare
shoot slice ns4 --style space-filling --slice 1,1,0,26 --bare
shoot copies ns6 --copies 2x2x1 --style ball-stick --turn 25,20 --bare
shoot hopcount "$work/ns2.extxyz" --time 2.5 --color hops --map steel --light --zoom 1.3
