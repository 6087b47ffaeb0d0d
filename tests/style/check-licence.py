# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence lines, and nothing that exists only on one machine."""
import re

import tree

# Files that cannot hold a comment, or are data.
WITHOUT_LINES = re.compile(r"^(LICENSE$|\.clang-format$|\.editorconfig$|\.gitignore$|README\.md$"
                           r"|tests/(data|golden)/|tests/.*/(data|golden)/|doc/)"
                           r"|\.(md|png|gz|extxyz|data|dump|csv|json|gif|webp|jpg|lammpstrj)$"
                           r"|(POSCAR|XDATCAR|CONTCAR)")
FIRST = re.compile(r"SPDX-FileCopyrightText: \d{4}")
SECOND = re.compile(r"SPDX-License-Identifier: [\w.-]+")
LOOKED_AT = 6  # lines; a shebang or an XML declaration may come first
# written in two halves, so that this file does not name them
MACHINE = re.compile(r"(?<![\w.-])(/wo" r"rk|/ro" r"ot|/ho" r"me/\w+)/|\.\./sha" r"red")
TEXT_ONLY = (".png", ".gz", ".gif", ".webp", ".jpg")


def without_licence():
    for name in tree.files():
        if WITHOUT_LINES.search(name):
            continue
        head = "\n".join(tree.lines(name)[:LOOKED_AT])
        if not FIRST.search(head) or not SECOND.search(head):
            yield name


def machine_paths():
    for name in tree.files():
        if name.endswith(TEXT_ONLY):
            continue
        text = (tree.SOURCE / name).read_text(encoding="utf-8", errors="replace")
        for number, row in enumerate(text.splitlines(), 1):
            if MACHINE.search(row):
                yield f"{name}:{number}: {row.strip()[:70]}"


tree.rule("every file names its licence", without_licence())
tree.rule("no file names a path of one machine", machine_paths())
tree.rule("the licence text is there",
          [] if "GNU GENERAL PUBLIC LICENSE" in tree.read("LICENSE") else ["LICENSE"])
tree.done()
