# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header of src compiles alone, with the flags of its folder."""
import concurrent.futures
import json
import os
import pathlib
import re
import shlex

import tree


def flags_by_folder():
    """Compiler and flags of one source of each folder."""
    flags = {}
    commands = json.loads((tree.BUILD / "compile_commands.json").read_text())
    for entry in commands:
        path = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if not path.is_relative_to(tree.SOURCE / "src"):
            continue
        words = shlex.split(entry["command"])
        keep = [w for w in words if w.startswith(("-I", "-D", "-std", "-W", "-m", "-pthread"))
                and not w.startswith("-MQ")]
        compiler = [w for w in words[:2] if not w.startswith("-") and "ccache" not in w][:1]
        flags.setdefault(path.parent, compiler + keep)
    return flags


FLAGS = flags_by_folder()


def problem(name):
    path = tree.SOURCE / name
    folder = path.parent
    while folder not in FLAGS and folder != tree.SOURCE:
        folder = folder.parent
    if folder not in FLAGS:
        return f"{name}: no source of its folder is compiled"
    command = FLAGS[folder] + ["-DSIMD_GENERIC", "-Wno-unused", "-fsyntax-only", "-x", "c", str(path)]
    status, said = tree.run(*command, cwd=tree.BUILD)
    said = [line for line in said.splitlines() if "error" in line] or [said]
    return f"{name}: {said[0]}" if status != 0 else None


# Compiled several times under names that the includer defines; parts of simd.h.
BODY = re.compile(r"-body\.h$|/simd-\w+\.h$")
HEADERS = [n for n in tree.files(".h", under="src/") if not BODY.search(n)]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    PROBLEMS = [p for p in pool.map(problem, HEADERS) if p]
tree.rule("every header compiles alone", PROBLEMS)
tree.rule("every header has #pragma once",
          (n for n in HEADERS if "#pragma once" not in tree.read(n)))
tree.done()
