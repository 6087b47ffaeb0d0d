# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the code: short files, short functions, no mutable globals."""
import re

import tree

FILE_CAP = 1000
FUNCTION_CAP = 80
KERNEL_CAP = 120  # a force kernel, with its reason written
WIDTH = 90
COMMENTS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
# GObject keeps its property and signal tables this way.
GOBJECT_TABLES = re.compile(r"^static (GParamSpec \*props\[|guint signals\[)")


def plain(name):
    """The source with comments and strings blanked, line by line."""
    text = COMMENTS.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), tree.read(name))
    return text.splitlines()


def functions(name):
    """(name, first line, length) of every function: '{' and '}' in column 0."""
    rows = plain(name)
    start = None
    for number, row in enumerate(rows):
        if row == "{" and number > 0 and rows[number - 1].rstrip().endswith(")"):
            start = number - 1
            while start > 0 and rows[start][:1] in (" ", ""):
                start -= 1
        elif row.rstrip() == "}" and start is not None:
            yield rows[start].split("(")[0].split()[-1], start + 1, number - start + 1
            start = None


def long_functions(sources):
    for name in sources:
        cap = KERNEL_CAP if name.startswith("src/md/kernel/") else FUNCTION_CAP
        for function, line, length in functions(name):
            if length > cap:
                yield f"{name}:{line}: {function} has {length} lines"


def is_constant(declaration):
    """Whether the declared object itself cannot change."""
    head = re.split(r"=|\[", declaration)[0]
    return bool(re.search(r"\*\s*const\s+\w+\s*$", head)) if "*" in head else "const" in head


def statements(rows):
    """(line, text) of what ends with ';' or begins '{' outside of all braces."""
    depth, text, first = 0, "", 0
    for number, row in enumerate(rows, 1):
        if row.startswith("#") or (depth == 0 and not row.strip()):
            continue
        if depth == 0:
            first = first or number
            text += " " + row.strip()
        depth += row.count("{") - row.count("}")
        if depth == 0 and row.rstrip().endswith((";", "}", ")")):
            yield first, text.strip()
            text, first = "", 0


SKIPPED = re.compile(r"^(typedef|extern|G_[A-Z_]+\(|_Static_assert|}|const )"
                     r"|^(struct|union|enum) \w+;|_Thread_local")
TYPE_BODY = re.compile(r"^(static )?(const )?(struct|union|enum)\b[^{;=(]*{.*?}")
VARIABLE = re.compile(r"^(static\s+)?[A-Za-z_][\w\s\*]*?[\s\*]\w+(\[[^\]]*\])*\s*(=|;)")


def mutable_globals(sources):
    for name in sources:
        for line, text in statements(plain(name)):
            text = TYPE_BODY.sub(r"\1\2body", text)
            if SKIPPED.search(text) or GOBJECT_TABLES.match(text):
                continue
            if VARIABLE.match(text) and not is_constant(text):
                yield f"{name}:{line}: {text[:60]}"


def mutable_locals(sources):
    for name in sources:
        for number, row in enumerate(plain(name), 1):
            if re.match(r"^\s+static\s", row) and not is_constant(row):
                yield f"{name}:{number}: {row.strip()[:60]}"


def wide_lines(sources):
    for name in sources:
        for number, row in enumerate(tree.lines(name), 1):
            if len(row) > WIDTH:
                yield f"{name}:{number}: {len(row)} columns"


SOURCES = tree.files(".c", under="src/")
ALL = SOURCES + tree.files(".c", under="tests/")
HEADERS = tree.files(".h", under="src/")
COUNT = sum(1 for name in SOURCES for _ in functions(name))
tree.rule("functions are found", [] if COUNT > 100 else [f"only {COUNT}: the check is blind"])
tree.rule(f"no source has more than {FILE_CAP} lines",
          (f"{n}: {len(tree.lines(n))}" for n in ALL if len(tree.lines(n)) > FILE_CAP))
tree.rule(f"no function has more than {FUNCTION_CAP} lines", long_functions(ALL))
tree.rule("there are no mutable globals", mutable_globals(SOURCES + HEADERS))
tree.rule("functions keep no state of their own", mutable_locals(SOURCES + HEADERS))
tree.rule(f"no line is wider than {WIDTH} columns", wide_lines(ALL + HEADERS))
tree.done()
