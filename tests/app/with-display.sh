#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# with-display.sh COMMAND…   runs COMMAND with an X server and a runtime folder of its own; 77
# (skipped) where there is no Xvfb. The server chooses its number itself, so that many can be
# started at once.
command -v Xvfb >/dev/null 2>&1 || exit 77
XDG_RUNTIME_DIR=$(mktemp -d) || exit 1
export XDG_RUNTIME_DIR
number=$XDG_RUNTIME_DIR/display
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$number" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$XDG_RUNTIME_DIR"' EXIT
trap 'exit 1' HUP INT TERM
until [ -s "$number" ]; do
  kill -0 $server 2>/dev/null || { echo "Xvfb does not start" >&2; exit 1; }
  sleep 0.05
done
DISPLAY=:$(cat "$number")
export DISPLAY
unset WAYLAND_DISPLAY
"$@"
