# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format leaves sources as they are."""
import re

import tree

VERSION = 14  # other versions format differently


def misformatted():
    for name in tree.files(".c", ".h"):
        if not name.startswith(("src/", "tests/")):
            continue
        status, said = tree.run("clang-format", "--dry-run", "--Werror", "--style=file",
                                str(tree.SOURCE / name))
        if status != 0:
            first = re.search(r":(\d+):\d+: error", said)
            yield f"{name}:{first[1] if first else '?'}"


NAME = "sources are as clang-format writes them"
if not tree.has_tool("clang-format"):
    tree.skip(NAME, "clang-format is not installed")
elif f"version {VERSION}." not in tree.run("clang-format", "--version")[1]:
    tree.skip(NAME, f"clang-format is not version {VERSION}")
else:
    tree.rule(NAME, misformatted())
tree.done()
