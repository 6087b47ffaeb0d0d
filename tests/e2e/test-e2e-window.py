# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a person uses it. Argument: the program."""
import os
import sys
import tempfile
import time

from person import Person, run, wait

BAD = """4
Lattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3
Na 1 2 3
Si 4 5
O 7 7 7
O 1 7 7
"""


def step(person):
    return person.number("step ") or 0


def runs(person):
    first = wait("the first steps", lambda: step(person))
    wait("more steps", lambda: step(person) > first)


def pause(person):
    person.press("Pause")
    person.find("push button", "Play")


def stands_still(person):
    before = step(person)
    time.sleep(1.0)
    return step(person) == before


def plays_the_default_scene(program):
    with Person(program) as person:
        person.read("Sodium disilicate — 1500 K")
        person.read("Na₂Si₂O₅")
        assert not person.sees("No picture on")
        runs(person)


def temperature_is_set(program):
    with Person(program) as person:
        runs(person)
        assert person.slider_value("Temperature") == 1500
        person.slide("Temperature", 2500)
        person.read("Sodium disilicate — 2500 K")
        wait("the entry to follow", lambda: person.entry_text("Temperature") == "2500")
        person.type_into("Temperature", "1800")
        person.read("Sodium disilicate — 1800 K")
        wait("the slider to follow", lambda: person.slider_value("Temperature") == 1800)


def pauses_and_steps(program):
    with Person(program) as person:
        runs(person)
        pause(person)
        wait("the step to stand still", lambda: stands_still(person))
        before = step(person)
        person.press("Step")
        wait("one more step", lambda: step(person) == before + 1)
        assert stands_still(person)
        person.press("Play")
        runs(person)


def pick_an_atom(person):
    """Here and there: in the middle there may be a bond, a hop or nothing."""
    for across, down in ((0, 0), (60, 35), (-70, 50), (90, -60), (-110, -20), (30, 110)):
        person.click(person.find("image", "The glass"), across, down)
        try:
            wait("a card", lambda: person.sees("Moved since the last change"), 15)
            return
        except AssertionError:
            continue
    raise AssertionError("no click has picked an atom")


def keys_work_in_the_picture(program):
    with Person(program) as person:
        runs(person)
        pick_an_atom(person)
        person.keys("Escape")
        wait("the card to go", lambda: not person.sees("Moved since the last change"))
        person.keys("space")
        person.find("push button", "Play")
        wait("the step to stand still", lambda: stands_still(person))
        before = step(person)
        person.keys("period")
        wait("one more step", lambda: step(person) == before + 1)


def a_bond_length_is_edited(program):
    with Person(program) as person:
        runs(person)
        assert person.entry_text("r0 Si–O") == "2.1000"
        person.type_into("r0 Si–O", "2.142")
        person.read("▴ +2.0 %")
        person.read("Si–O) = 2.142 Å")
        person.press("Undo the last change")
        wait("the change to go", lambda: not person.text("▴ +2.0 %"))
        assert person.entry_text("r0 Si–O") == "2.1000"
        runs(person)


def oxygen_balances_a_charge(program):
    with Person(program) as person:
        runs(person)
        assert person.text("stays neutral") is None
        # 666 Na, 666 Si, 1665 O: (0.6 + 2.3675) × 666 / 1665 = 1.187
        person.type_into("z Si", "2.3675")
        person.read("O takes −1.187 e: the cell stays neutral")
        runs(person)


def a_bad_file_is_told(program):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bad.extxyz")
        with open(path, "w", encoding="utf-8") as file:
            file.write(BAD)
        with Person(program, path) as person:
            person.read("Could not open bad.extxyz")
            person.read("bad.extxyz:4: ")
            person.keys("Escape")
            wait("the message to go", lambda: not person.text("Could not open"))
            person.read("Sodium disilicate")
            runs(person)


def goes_on_without_a_picture(program):
    with Person(program, "silica", GDK_DEBUG="gl-disable") as person:
        wait("the reason in the picture's place", lambda: person.sees("No picture on"))
        person.read("Silica — ")
        runs(person)


def quits(program):
    with Person(program) as person:
        runs(person)
        wait("a window", person._window)
        person.keys("ctrl+q")
        wait("the end", lambda: person.process.poll() is not None)
        assert person.process.returncode == 0, person.process.returncode


TESTS = {
    "plays the default scene at once": plays_the_default_scene,
    "the temperature is set by slider and by typing": temperature_is_set,
    "pauses, steps once, plays on": pauses_and_steps,
    "an atom is picked, keys work in the picture": keys_work_in_the_picture,
    "a bond length is edited, shown and undone": a_bond_length_is_edited,
    "oxygen balances a steered charge": oxygen_balances_a_charge,
    "a bad file is told with its line and a scene runs": a_bad_file_is_told,
    "goes on without a picture": goes_on_without_a_picture,
    "quits on Ctrl+Q": quits,
}

if __name__ == "__main__":
    sys.exit(run(TESTS, sys.argv[1]))
