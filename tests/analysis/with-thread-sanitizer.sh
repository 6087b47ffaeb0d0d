#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
# with-thread-sanitizer.sh COMMAND…   runs a program that was built with the thread sanitizer.
# Kernels that scatter programs widely (vm.mmap_rnd_bits over 28) put some where the sanitizer
# does not expect them, and it gives up before they begin: they are not scattered where that
# may be asked for, and skipped where it may not.
setarch -R true 2>/dev/null && exec setarch -R "$@"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
"$@" 2>"$log"
status=$?
cat "$log" >&2
if [ $status -ne 0 ] && grep -q "unexpected memory mapping" "$log"; then
  echo "1..0 # SKIP the thread sanitizer does not know the memory of this kernel"
  exit 0
fi
exit $status
