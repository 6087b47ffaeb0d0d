# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in front of the window: reads it through AT-SPI, presses and types.

Nothing is waited for by time alone: every step waits until what it needs is there, and
gives up only after a patience that a slow machine can be given (VITRINE_PATIENCE, s)."""
import os
import subprocess
import time

from gi.repository import GLib

from tree import Tree, connect

PATIENCE = float(os.environ.get("VITRINE_PATIENCE", "600"))


def wait(what, condition, patience=PATIENCE):
    """The first true value of condition(); an error that says what was waited for."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            value = condition()
        except GLib.Error:  # a widget went away while it was read
            value = None
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


class Person:
    """Starts the program and uses it. A context manager: it is ended on leaving."""

    def __init__(self, program, *arguments, **environment):
        self.name = os.path.basename(program)
        self.tree = None
        self.process = subprocess.Popen(
            [program, *arguments], env={**os.environ, **environment}
        )

    def __enter__(self):
        try:
            bus = wait("the accessibility bus", connect)
            self.tree = wait(
                "the program on the accessibility bus", lambda: self._find_program(bus)
            )
            self.tree.explore()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *reason):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)

    def _find_program(self, bus):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        return Tree.find(bus, self.process.pid)

    def _first(self, matches):
        """The first node that matches, also when it is new; or None."""
        for explored in (False, True):
            if explored:
                self.tree.explore()
            for node in self.tree.nodes():
                if matches(node) and self.tree.presents(node):
                    return node
        return None

    def find(self, role, name):
        """The first node of this role and name; waits for it."""
        return wait(
            f"{role} '{name}'",
            lambda: self._first(lambda n: n.role == role and n.name == name),
        )

    def label(self, part):
        """The first label whose text contains part, or None."""
        return self._first(lambda n: n.role == "label" and part in n.name)

    def text(self, part):
        """The text of a label that contains part, or None."""
        label = self.label(part)
        return label.name if label else None

    def read(self, part):
        """The same; waits for it."""
        return wait(f"a label with '{part}'", lambda: self.text(part))

    def sees(self, part):
        """Whether a label that contains part has a place in the window."""
        label = self.label(part)
        return label is not None and label.extents()[2] > 0

    def number(self, prefix):
        """The whole number behind prefix in a label that begins with it."""
        label = self._first(
            lambda n: n.role == "label"
            and n.name.startswith(prefix)
            and any(c.isdigit() for c in n.name[len(prefix) :])
        )
        if not label:
            return None
        return int("".join(c for c in label.name[len(prefix) :] if c.isdigit()))

    def press(self, name):
        self.find("push button", name).press()

    def slide(self, name, value):
        self.find("slider", name).set_value(value)

    def slider_value(self, name):
        return self.find("slider", name).value()

    def entry_text(self, name):
        return self.find("text", name).text()

    def type_into(self, name, text):
        """Clicks into an entry, replaces what is there, presses Enter."""
        self.click(self.find("text", name))
        self.keys("ctrl+a")
        subprocess.run(["xdotool", "type", text], check=True)
        wait(f"'{text}' in {name}", lambda: self.entry_text(name) == text)
        self.keys("Return")

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    def _window(self):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--class", self.name],
            capture_output=True,
            text=True,
        )
        return found.stdout.split()[0] if found.stdout.split() else None

    def click(self, node, across=0, down=0):
        """A mouse click in the middle of node, or so many pixels from there."""
        window = wait("a window", self._window)
        shell = subprocess.run(
            ["xdotool", "getwindowgeometry", "--shell", window],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        width = int(dict(line.split("=") for line in shell.split())["WIDTH"])
        frame = self._first(lambda n: n.role == "frame")
        margin = (width - frame.extents()[2]) // 2
        left, top, wide, high = node.extents()
        x, y = left + wide // 2 + margin + across, top + high // 2 + margin + down
        subprocess.run(
            ["xdotool", "mousemove", "--window", window, str(x), str(y)], check=True
        )
        time.sleep(0.2)
        subprocess.run(["xdotool", "click", "1"], check=True)
        # answered when the display server has passed the click on
        subprocess.run(["xdotool", "getmouselocation"], check=True, capture_output=True)


def run(tests, *arguments):
    """Runs the functions of tests (name → function); reports as TAP in VITRINE_REPORT."""
    failed = 0
    with open(os.environ["VITRINE_REPORT"], "w", encoding="utf-8") as report:
        print(f"1..{len(tests)}", file=report)
        for number, (name, test) in enumerate(tests.items(), 1):
            try:
                test(*arguments)
                print(f"ok {number} - {name}", file=report, flush=True)
            except Exception as error:  # noqa: BLE001 - whatever it was, the test failed
                failed += 1
                print(f"not ok {number} - {name}", file=report)
                print(f"# {type(error).__name__}: {error}", file=report, flush=True)
    return 1 if failed else 0
