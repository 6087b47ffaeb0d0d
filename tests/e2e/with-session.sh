#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# with-session.sh SCRIPT…   runs a Python script with an X server and a session bus of its own
# and prints the report that it leaves; skipped where one of the tools is missing.
skip() { echo "1..0 # SKIP $1 is not installed"; exit 0; }
for tool in Xvfb dbus-run-session xdotool; do
  command -v "$tool" >/dev/null 2>&1 || skip "$tool"
done
/usr/bin/python3 -c 'from gi.repository import Gio' 2>/dev/null || skip python3-gi

# The bus and what it starts talk on the standard output, too: the report goes by a file.
VITRINE_REPORT=$(mktemp) || exit 1
export VITRINE_REPORT
trap 'rm -f "$VITRINE_REPORT"' EXIT
"$(dirname "$0")/../app/with-display.sh" \
  dbus-run-session -- /usr/bin/python3 -B "$@" >&2
status=$?
cat "$VITRINE_REPORT"
exit $status
