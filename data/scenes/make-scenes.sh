#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How the shipped start structures were made, with this program alone:
#
#   make-scenes.sh VITRINE-CLI FOLDER [ID…]
#
# random start at the density of the melt (build) → minimised, 8 ps at 4000 K → 10 ps each at
# 3000, 2500 and 2000 K → the last temperature and time of the table, all NVT (Bussi, 0.1 ps),
# 1 fs, seed 1. What is kept: positions (1e-4 Å) and velocities (1e-3 Å/ps) of the last state.
set -euo pipefail

cli=$1 out=$2
shift 2

# id  composition  density/(g/cm³)  potential  T/K  time/ps
table='ns2    33.333333Na2O-66.666667SiO2   2.35 pedone2006 1500 20
ns4    20Na2O-80SiO2                 2.30 pedone2006 1500 20
ns6    14.285714Na2O-85.714286SiO2   2.27 pedone2006 1500 20
ls2    33.333333Li2O-66.666667SiO2   2.25 bmp        1500 8
silica SiO2                          2.20 pedone2006 2500 20
nk     15Na2O-15K2O-70SiO2           2.33 pedone2006 1500 20'

# A state as a small file: time zero, no forces, wrapped nowhere.
compact() {
  awk 'NR == 1 { print; next }
       NR == 2 { match($0, /Lattice="[^"]*"/)
                 print substr($0, RSTART, RLENGTH) " Properties=species:S:1:pos:R:3:" \
                       "velocities:R:3 pbc=\"T T T\" Time=0 step=0 unwrapped=T"
                 next }
       { printf "%s %.4f %.4f %.4f %.3f %.3f %.3f\n", $1, $2, $3, $4, $5, $6, $7 }' "$1"
}

make_one() { # id composition density potential temperature time
  local work t last
  work=$(mktemp -d)
  "$cli" build --composition "$2" --atoms 3000 --density "$3" --seed 7 --potential "$4" \
    -o "$work/start.extxyz"
  "$cli" run "$work/start.extxyz" --potential "$4" --relax --ensemble nvt-bussi \
    --temperature 4000 --time 8 -o "$work/4000.extxyz"
  last=4000
  for t in 3000 2500 2000; do
    "$cli" run "$work/$last.extxyz" --potential "$4" --ensemble nvt-bussi \
      --temperature "$t" --time 10 -o "$work/$t.extxyz"
    last=$t
  done
  "$cli" run "$work/$last.extxyz" --potential "$4" --ensemble nvt-bussi \
    --temperature "$5" --time "$6" -o "$work/end.extxyz"
  compact "$work/end.extxyz" | gzip -9n > "$out/$1.extxyz.gz"
  rm -r "$work"
}

while read -r id rest; do
  if [ $# -gt 0 ] && [[ " $* " != *" $id "* ]]; then continue; fi
  # shellcheck disable=SC2086
  make_one "$id" $rest
done <<< "$table"
