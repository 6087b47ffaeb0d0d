# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations: every file with words is listed, and every word is translated."""
import pathlib
import re
import tempfile

import tree

# as meson's preset 'glib'
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3", "ngettext:1,2"]
CALLS = re.compile(r"\b(_|N_|C_|NC_|ngettext|gettext)\s*\(")
LISTED = [row for row in tree.lines("po/POTFILES.in") if row and not row.startswith("#")]
LANGUAGES = [row for row in tree.lines("po/LINGUAS") if row and not row.startswith("#")]


def with_words():
    for name in tree.files(".c", ".h", under="src/"):
        if CALLS.search(tree.read(name)):
            yield name
    for name in tree.files(".ui"):
        if 'translatable="yes"' in tree.read(name):
            yield name
    yield from tree.files(".desktop.in", ".metainfo.xml.in", under="data/")


def template(folder):
    """All words of the program as a .pot file."""
    pot = pathlib.Path(folder) / "vitrine.pot"
    listed = [name for name in LISTED if (tree.SOURCE / name).is_file()]
    tree.run("xgettext", "--from-code=UTF-8", "--add-comments", "-o", str(pot),
             *(f"--keyword={k}" for k in KEYWORDS), *listed, cwd=tree.SOURCE)
    return pot


def untranslated(language, pot):
    merged = pot.parent / f"{language}.po"
    status, said = tree.run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", str(merged),
                            str(tree.SOURCE / "po" / f"{language}.po"), str(pot))
    if status != 0:
        return said.splitlines()
    _, said = tree.run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", str(merged))
    missing = re.findall(r'^msgid "(.+)"$', said, re.M)
    _, said = tree.run("msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", str(merged))
    return missing + [f"fuzzy: {m}" for m in re.findall(r'^msgid "(.+)"$', said, re.M)]


def broken(language):
    status, said = tree.run("msgfmt", "-c", "-o", "/dev/null",
                            str(tree.SOURCE / "po" / f"{language}.po"))
    return said.splitlines() if status != 0 else []


def cut_formats():
    """gettext sees only the text before a macro."""
    for name in tree.files(".c", ".h", under="src/"):
        for number, row in enumerate(tree.lines(name), 1):
            if re.search(r'%[-0-9.*]*" *G_G\w+_(FORMAT|MODIFIER)', row):
                before = tree.lines(name)[max(0, number - 3):number]
                if CALLS.search(" ".join(before)):
                    yield f"{name}:{number}: {row.strip()}"


WITH_WORDS = set(with_words())
tree.rule("every file with words is in POTFILES.in", sorted(WITH_WORDS - set(LISTED)))
tree.rule("POTFILES.in lists only files with words", sorted(set(LISTED) - WITH_WORDS))
tree.rule("POTFILES.in is sorted", [] if LISTED == sorted(LISTED) else ["it is not"])
tree.rule("no macro cuts a text in two", cut_formats())
if not tree.has_tool("msgmerge"):
    tree.skip("translations are complete", "gettext is not installed")
else:
    with tempfile.TemporaryDirectory() as FOLDER:
        POT = template(FOLDER)
        for LANGUAGE in LANGUAGES:
            tree.rule(f"{LANGUAGE}.po is valid", broken(LANGUAGE))
            tree.rule(f"{LANGUAGE}.po is complete", untranslated(LANGUAGE, POT))
tree.done()
