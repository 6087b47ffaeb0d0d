# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shaders: files, one pass = one .c and shaders of the same name, none forgotten."""
import pathlib
import re

import tree

SHADERS = [pathlib.PurePosixPath(n).name for n in tree.files(".glsl", under="shaders/")]
PASSES = [pathlib.PurePosixPath(n).stem for n in tree.files("-pass.c", under="src/render/")]


def passes_without_shader():
    for name in PASSES:
        if not any(shader.startswith(name + ".") for shader in SHADERS):
            yield f"src/render/{name}.c has no shaders/{name}.*.glsl"


def shaders_without_pass():
    for shader in SHADERS:
        stem = shader.split(".")[0]
        if stem.endswith("-pass") and stem not in PASSES:
            yield f"shaders/{shader}: there is no src/render/{stem}.c"


def forgotten():
    bundle = "".join(tree.read(n) for n in tree.files(".gresource.xml", under="shaders/"))
    for shader in SHADERS:
        if f">{shader}<" not in bundle:
            yield f"shaders/{shader} is in no gresource"


def shaders_in_c():
    for name in tree.files(".c", ".h", under="src/"):
        if re.search(r'"[^"\n]*(#version|gl_Position|gl_FragDepth)', tree.read(name)):
            yield name


tree.rule("every pass has shaders of its name", passes_without_shader())
tree.rule("every shader of a pass has its source", shaders_without_pass())
tree.rule("every shader is in the program", forgotten())
tree.rule("no shader is written in C", shaders_in_c())
tree.done()
