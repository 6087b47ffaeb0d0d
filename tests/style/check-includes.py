# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The include table of the design: who may include whom."""
import pathlib
import re

import tree

LOWER = {
    "base": "",
    "model": "base",
    "potential": "model base",
    "md": "potential model base md/kernel md/learned",
    "md/learned": "md md/kernel potential model base",
    "analysis": "model base",
    "io": "potential model base",
    "run": "md analysis io potential model base",
    "plot": "model base",
    "render": "model base",
    "export": "run plot render io potential model base",
    "app": "export run plot render io potential model base",
    "cli": "export run plot render io potential model base",
}
# Kernels see plain C and the vector vocabulary only.
KERNEL_HEADERS = {"base/simd.h"}
KERNEL_SYSTEM = {"math.h", "stdint.h", "stddef.h", "stdbool.h", "float.h", "string.h",
                 "stdalign.h"}
# Libraries that belong to some folders only.
OWNERS = {
    r"gtk/|adwaita|gdk/|gsk/|graphene": {"app"},
    r"cairo|pango": {"plot", "app"},
    r"epoxy|EGL/|GL/": {"render", "app"},
    r"sqlite3": {"io"},
    r"cblas": {"md/learned"},
    r"fftw3": {"md", "analysis"},
    r"^yaml\.h": {"potential"},
    r"json-glib": {"io", "run", "cli", "potential"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def folder_of(path):
    parts = pathlib.PurePosixPath(path).parts
    deep = "/".join(parts[:2])
    return deep if deep in ("md/kernel", "md/learned") else parts[0]


def includes(name):
    for number, line in enumerate(tree.lines(name), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == "<", found[2]


def is_generated(folder, header):
    """A gresource header of the build."""
    return any((tree.BUILD / "src" / f / header).is_file() for f in ("", folder))


def is_allowed(folder, header):
    """header is written from src/."""
    target = folder_of(header)
    if folder == "md/kernel":
        return target == folder or header in KERNEL_HEADERS
    return target == folder or target in LOWER[folder].split()


def outside_the_table(sources):
    for name in sources:
        folder = folder_of(name[len("src/"):])
        if folder != "md/kernel" and folder not in LOWER:
            yield f"{name}: folder {folder} is not in the table"
            continue
        for number, system, header in includes(name):
            if system or is_generated(folder, header):
                continue
            if not is_allowed(folder, header):
                yield f'{name}:{number}: {folder} may not include "{header}"'


def wrong_libraries(sources):
    for name in sources:
        folder = folder_of(name[len("src/"):])
        for number, system, header in includes(name):
            if not system:
                continue
            if folder == "md/kernel" and header not in KERNEL_SYSTEM:
                yield f"{name}:{number}: a kernel may not include <{header}>"
            for pattern, owners in OWNERS.items():
                if re.match(pattern, header) and folder not in owners:
                    yield f"{name}:{number}: {folder} may not include <{header}>"


def not_from_src(sources):
    for name in sources:
        folder = folder_of(name[len("src/"):])
        for number, system, header in includes(name):
            if system or is_generated(folder, header):
                continue
            if not (tree.SOURCE / "src" / header).is_file():
                yield f'{name}:{number}: "{header}" is not a path from src/'


def own_header_not_first(sources):
    for name in sources:
        own = name[len("src/"):-2] + ".h"
        if not name.endswith(".c") or not (tree.SOURCE / "src" / own).is_file():
            continue
        first = next((header for _, _, header in includes(name)), None)
        if first != own:
            yield f'{name}: "{own}" is not the first include'


def not_unique(sources):
    seen = {}
    for name in sources:
        base = pathlib.PurePosixPath(name).name
        if base in seen and base not in ("main.c",):
            yield f"{name}: {seen[base]} has the same name"
        seen[base] = name


SOURCES = tree.files(".c", ".h", under="src/")
tree.rule("folders include only what the table allows", outside_the_table(SOURCES))
tree.rule("libraries are used only by their folders", wrong_libraries(SOURCES))
tree.rule("includes are written from src/", not_from_src(SOURCES))
tree.rule("a source includes its own header first", own_header_not_first(SOURCES))
tree.rule("file names are unique in src", not_unique(SOURCES))
tree.done()
