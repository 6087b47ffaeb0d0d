# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format leaves sources as they are."""
import re

import tree

VERSION = 14  # other versions format differently


def misformatted():
    names = [n for n in tree.files(".c", ".h") if n.startswith(("src/", "tests/"))]
    _, said = tree.run("clang-format", "--dry-run", "--Werror", "--style=file", *names,
                       cwd=tree.SOURCE)
    worst = {}
    for name, line in re.findall(r"^(\S+?):(\d+):\d+: error", said, re.M):
        worst.setdefault(name, line)
    return [f"{name}:{line}" for name, line in worst.items()]


NAME = "sources are as clang-format writes them"
if not tree.has_tool("clang-format"):
    tree.skip(NAME, "clang-format is not installed")
elif f"version {VERSION}." not in tree.run("clang-format", "--version")[1]:
    tree.skip(NAME, f"clang-format is not version {VERSION}")
else:
    tree.rule(NAME, misformatted())
tree.done()
