# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what meson test last did in a build folder: every TAP subtest, and every test of
another kind, once. Prints "N passed, N failed[, N skipped]"; exit status 1 when anything
failed or nothing ran.

    count-results.py BUILD
"""
import json
import pathlib
import re
import sys

GOOD = {"OK", "EXPECTEDFAIL"}
POINT = re.compile(r"^(not )?ok\b[^#]*(?:#\s*(SKIP|TODO)\b)?", re.IGNORECASE)


def count_points(output):
    """Passed, failed, skipped test points of a TAP stream."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        point = POINT.match(line)
        if not point:
            continue
        directive = (point[2] or "").upper()
        if directive == "SKIP":
            skipped += 1
        elif point[1] and directive != "TODO":
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(test):
    """The same for one entry of meson's log."""
    result = test["result"]
    passed, failed, skipped = count_points(test.get("stdout", ""))
    if passed + failed + skipped == 0:
        if result == "SKIP":
            return 0, 0, 1
        return (1, 0, 0) if result in GOOD else (0, 1, 0)
    # a crash, a time-out or a broken plan is a failure of its own
    if failed == 0 and result not in GOOD and result != "SKIP":
        failed = 1
    return passed, failed, skipped


def main(build):
    log = pathlib.Path(build) / "meson-logs" / "testlog.json"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    counts = [count_test(json.loads(line)) for line in lines if line.strip()]
    passed, failed, skipped = (sum(column) for column in zip((0, 0, 0), *counts))
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
