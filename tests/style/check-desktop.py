# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Launcher, description, settings and windows are what the desktop expects."""
import xml.etree.ElementTree as xml

import tree

APP = "org.vitrine.Vitrine"
UI_CAP = 200


def validated(name, tool, *arguments):
    if not tree.has_tool(tool):
        tree.skip(name, f"{tool} is not installed")
        return
    status, said = tree.run(tool, *arguments)
    tree.rule(name, said.splitlines() or [tool] if status != 0 else [])


def broken_xml():
    for name in tree.files(".ui", ".svg", ".xml", ".xml.in"):
        try:
            xml.fromstring(tree.read(name).encode())
        except xml.ParseError as error:
            yield f"{name}: {error}"


def long_ui():
    for name in tree.files(".ui"):
        if len(tree.lines(name)) > UI_CAP:
            yield f"{name}: {len(tree.lines(name))} lines"


def untranslatable():
    """Words for people in .ui files that no translator will see."""
    shown = {"label", "title", "subtitle", "tooltip-text", "placeholder-text", "description"}
    for name in tree.files(".ui"):
        for node in xml.fromstring(tree.read(name).encode()).iter("property"):
            text = (node.text or "").strip()
            words = any(c.isalpha() for c in text) and len(text) > 1
            if node.get("name") in shown and words and node.get("translatable") != "yes":
                yield f"{name}: {node.get('name')} “{text}”"


validated("the launcher is valid", "desktop-file-validate", f"{tree.BUILD}/data/{APP}.desktop")
validated("the description is valid", "appstreamcli", "validate", "--no-net",
          f"{tree.BUILD}/data/{APP}.metainfo.xml")
validated("the settings are valid", "glib-compile-schemas", "--strict", "--dry-run",
          f"{tree.SOURCE}/data")
tree.rule("XML files are well-formed", broken_xml())
tree.rule(f"no .ui file has more than {UI_CAP} lines", long_ui())
tree.rule("words in .ui files can be translated", untranslatable())
tree.done()
