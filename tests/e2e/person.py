# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in front of the window: reads it through AT-SPI, presses and types.

Nothing is waited for by time alone: every step waits until what it needs is there, and
gives up only after a patience that a slow machine can be given (VITRINE_PATIENCE, s)."""
import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = float(os.environ.get("VITRINE_PATIENCE", "90"))


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


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


class Person:
    """Starts the program and uses it. A context manager: it is ended on leaving."""

    def __init__(self, program, *arguments, **environment):
        self.name = os.path.basename(program)
        self.process = subprocess.Popen(
            [program, *arguments], env={**os.environ, **environment}
        )

    def __enter__(self):
        wait("the program on the accessibility bus", self._find_application)
        return self

    def __exit__(self, *reason):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE)

    def _find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_name() == self.name:
                return application
        return None

    def nodes(self):
        application = self._find_application()
        if not application:
            return iter(())
        application.clear_cache()
        return walk(application)

    def find(self, role, name):
        """The first node of this role and name; waits for it."""
        return wait(f"{role} '{name}'", lambda: self._first(role, name))

    def _first(self, role, name):
        for node in self.nodes():
            if node.get_role_name() == role and node.get_name() == name:
                return node
        return None

    def text(self, part):
        """The text of a label that contains part, or None."""
        for node in self.nodes():
            if node.get_role_name() == "label" and part in (node.get_name() or ""):
                return node.get_name()
        return None

    def read(self, part):
        """The same; waits for it."""
        return wait(f"a label with '{part}'", lambda: self.text(part))

    def number(self, prefix):
        """The whole number behind prefix in a label that begins with it."""
        for node in self.nodes():
            name = node.get_name() or ""
            if node.get_role_name() == "label" and name.startswith(prefix):
                digits = "".join(c for c in name[len(prefix) :] if c.isdigit())
                if digits:
                    return int(digits)
        return None

    def press(self, name):
        Atspi.Action.do_action(self.find("push button", name), 0)

    def slide(self, name, value):
        Atspi.Value.set_current_value(self.find("slider", name), value)

    def slider_value(self, name):
        return Atspi.Value.get_current_value(self.find("slider", name))

    def entry_text(self, name):
        node = self.find("text", name)
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

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

    def click(self, node):
        """A mouse click in the middle of node."""
        window = wait("a window", self._window)
        shell = subprocess.run(
            ["xdotool", "getwindowgeometry", "--shell", window],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        width = int(dict(line.split("=") for line in shell.split())["WIDTH"])
        frame = next(n for n in self.nodes() if n.get_role_name() == "frame")
        margin = (width - frame.get_extents(Atspi.CoordType.WINDOW).width) // 2
        box = node.get_extents(Atspi.CoordType.WINDOW)
        x = box.x + box.width // 2 + margin
        y = box.y + box.height // 2 + margin
        subprocess.run(
            ["xdotool", "mousemove", "--window", window, str(x), str(y)], check=True
        )
        time.sleep(0.2)
        subprocess.run(["xdotool", "click", "1"], check=True)


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
