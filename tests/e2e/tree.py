# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What assistive technology sees of a program, read in few questions.

Every question waits until the program's main loop comes round, which is long where
pictures are drawn without a graphics card; and the usual library asks three of them for
each of some hundred nodes. Here all names and roles come with one answer (Cache.GetItems
of AT-SPI). It knows only nodes that somebody has asked for before, so new ones are first
looked for level by level, a whole level in flight at once; and it still knows those that
are hidden by now, so what matters is asked for once more (presents)."""
from gi.repository import Gio, GLib

SPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
ROLES = {
    23: "frame",
    27: "image",
    29: "label",
    43: "push button",
    51: "slider",
    61: "text",
}
MSEC = 60000


def connect():
    """The bus of assistive technology, which the session bus knows."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    name, path = "org.a11y.Bus", "/org/a11y/bus"
    address = session.call_sync(
        name, path, name, "GetAddress", None, None, 0, MSEC, None
    ).unpack()[0]
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
    )


class Node:
    """One thing in the window. Reading and using it asks the program at once."""

    def __init__(self, tree, path, role, name):
        self.tree, self.path, self.role, self.name = tree, path, role, name

    def _call(self, interface, method, arguments=None):
        return self.tree.call(self.path, SPI + interface, method, arguments)

    def _property(self, interface, name):
        arguments = GLib.Variant("(ss)", (SPI + interface, name))
        return self.tree.call(
            self.path, "org.freedesktop.DBus.Properties", "Get", arguments
        )[0]

    def press(self):
        self._call("Action", "DoAction", GLib.Variant("(i)", (0,)))

    def value(self):
        return self._property("Value", "CurrentValue")

    def set_value(self, value):
        arguments = GLib.Variant(
            "(ssv)", (SPI + "Value", "CurrentValue", GLib.Variant("d", value))
        )
        self.tree.call(self.path, "org.freedesktop.DBus.Properties", "Set", arguments)

    def text(self):
        length = self._property("Text", "CharacterCount")
        return self._call("Text", "GetText", GLib.Variant("(ii)", (0, length)))[0]

    def extents(self):
        """x, y, width, height in the window; width 0 where it is not on the screen."""
        return self._call("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]


class Tree:
    """The nodes of one program."""

    def __init__(self, bus, name):
        self.bus, self.name = bus, name
        self.parent = {}  # path → path, of what nodes() read last

    @classmethod
    def find(cls, bus, process_id):
        """Of the program of this process id; None while it is not on the bus."""
        registry = SPI + "Registry"
        children = bus.call_sync(
            registry, ROOT, SPI + "Accessible", "GetChildren", None, None, 0, MSEC, None
        ).unpack()[0]
        for name, _ in children:
            if cls._process_id(bus, name) == process_id:
                return cls(bus, name)
        return None

    @staticmethod
    def _process_id(bus, name):
        try:
            return bus.call_sync(
                "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)),
                None, 0, MSEC, None,
            ).unpack()[0]
        except GLib.Error:  # it ended, and the registry has not noticed
            return None

    def call(self, path, interface, method, arguments=None):
        return self.bus.call_sync(
            self.name, path, interface, method, arguments, None, 0, MSEC, None
        ).unpack()

    def _children(self, paths):
        """The lists of children of all paths at once; what went away has none."""
        waiting, found = [len(paths)], [[] for _ in paths]

        def answered(bus, result, k):
            waiting[0] -= 1
            try:
                found[k] = [path for _, path in bus.call_finish(result).unpack()[0]]
            except GLib.Error:
                pass

        for k, path in enumerate(paths):
            self.bus.call(
                self.name, path, SPI + "Accessible", "GetChildren",
                None, None, 0, MSEC, None, answered, k,
            )
        while waiting[0] > 0:
            GLib.MainContext.default().iteration(True)
        return found

    def explore(self):
        """Asks for every node once, so that nodes() knows it."""
        level = [ROOT]
        while level:
            level = [path for paths in self._children(level) for path in paths]

    def nodes(self):
        """All that are known, also hidden ones."""
        items = self.call("/org/a11y/atspi/cache", SPI + "Cache", "GetItems")[0]
        self.parent = {item[0][1]: item[2][1] for item in items}
        return [Node(self, item[0][1], ROLES.get(item[7]), item[6]) for item in items]

    def presents(self, node):
        """Whether every node above has the one below among its children. What lies in a
        stack names its page as the parent, which the stack's children leave out."""
        path = [node.path]
        while path[-1] != ROOT:
            if path[-1] not in self.parent:
                return False
            path.append(self.parent[path[-1]])
        lists = self._children(path[1:])
        return all(
            path[k] in lists[k]
            or path[k] in lists[min(k + 1, len(lists) - 1)]
            or (k > 0 and path[k - 1] in lists[k])
            for k in range(len(lists))
        )
