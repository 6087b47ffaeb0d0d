# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the style checks share: the files of the project, and a TAP report.

A check is a program  check-….py SOURCE BUILD  that calls rule() once per rule and ends
with done()."""
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(sys.argv[1]).resolve()
BUILD = pathlib.Path(sys.argv[2]).resolve()
SHOWN = 40

_count = 0


def _walk():
    """Without git (a release archive): everything but build folders."""
    for path in sorted(SOURCE.rglob("*")):
        parts = path.relative_to(SOURCE).parts
        hidden = any(p == ".git" or p == "__pycache__" for p in parts)
        if path.is_file() and not hidden and not parts[0].startswith("build"):
            yield path.relative_to(SOURCE).as_posix()


def files(*suffixes, under=""):
    """Names of tracked files with one of the suffixes, relative to SOURCE."""
    status, said = 1, ""
    if has_tool("git"):
        status, said = run("git", "-C", str(SOURCE), "ls-files", "-z", "--cached")
    names = said.split("\0") if status == 0 else list(_walk())
    return [n for n in names
            if n.startswith(under) and n.endswith(suffixes or ("",)) and n
            and (SOURCE / n).is_file()]


def read(name):
    return (SOURCE / name).read_text(encoding="utf-8")


def lines(name):
    return read(name).splitlines()


def rule(name, problems):
    """One test point; problems are lines of text, none means that the rule holds."""
    global _count
    _count += 1
    problems = list(problems)
    print(f"{'not ok' if problems else 'ok'} {_count} {name}")
    sys.stdout.flush()
    # meson shows standard error of what failed
    for problem in problems[:SHOWN]:
        print(f"{name}: {problem}", file=sys.stderr)
    if len(problems) > SHOWN:
        print(f"{name}: … and {len(problems) - SHOWN} more", file=sys.stderr)


def skip(name, reason):
    global _count
    _count += 1
    print(f"ok {_count} {name} # SKIP {reason}")


def has_tool(name):
    return shutil.which(name) is not None


def run(*command, **more):
    """Exit status and everything it said."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, errors="replace", **more)
    return result.returncode, result.stdout.strip()


def done():
    print(f"1..{_count}")
