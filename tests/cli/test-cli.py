#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Vitrine authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as a person types it: exit statuses, messages, files. TAP on stdout."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

cli, data = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='C')


def call(*words, folder=None):
    return subprocess.run([cli, *map(str, words)], capture_output=True, text=True,
                          env=environment, cwd=folder)


def read_frame(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt') as file:
        lines = file.read().split('\n')
    n = int(lines[0])
    return n, lines[1], [line.split() for line in lines[2:2 + n]]


def column(header, name):
    """First column of a property."""
    parts = header.split('Properties=')[1].split()[0].split(':')
    first = 0
    for key, width in zip(parts[::3], parts[2::3]):
        if key == name:
            return first
        first += int(width)
    raise KeyError(name)


def every_command_has_help(folder):
    overview = call('--help')
    assert overview.returncode == 0
    for name in ('forces', 'build', 'run', 'analyze', 'render', 'bench', 'bulk',
                 'convert'):
        assert name in overview.stdout, name
        page = call(name, '--help')
        assert page.returncode == 0 and 'Usage' in page.stdout, name


def wrong_usage_is_status_2(folder):
    for words in ([], ['fly'], ['run'], ['run', 'ns2'], ['run', 'ns2', '--steps'],
                  ['forces'], ['build'], ['convert', 'one'], ['bench', '--steps', '0'],
                  ['bulk'], ['bulk', 'ns2', '--hold', '0'], ['bulk', 'ns2', '--strain', '50'],
                  ['forces', '--no-such-flag', 'x']):
        done = call(*words)
        assert done.returncode == 2, (words, done.returncode)


def bad_files_are_named_with_line(folder):
    path = os.path.join(folder, 'bad.xyz')
    with open(path, 'w') as out:
        out.write('2\nLattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3\n'
                  'Si 0 0 0\nO 1 zwei 0\n')
    for words in (['forces', path], ['run', path, '--steps', '1'],
                  ['convert', path, os.path.join(folder, 'x.data')]):
        done = call(*words)
        assert done.returncode == 1, words
        assert 'bad.xyz:4' in done.stderr and 'zwei' in done.stderr, done.stderr
    done = call('forces', os.path.join(folder, 'missing.xyz'))
    assert done.returncode == 1 and 'missing.xyz' in done.stderr


def forces_have_the_known_values(folder):
    out = os.path.join(folder, 'out.extxyz')
    source = os.path.join(data, 'forces', 'ns2_small__pedone_dsf.extxyz.gz')
    done = call('forces', source, '--coulomb', 'dsf', '--alpha', '0.2', '--rc', '8', '--precision',
                'double', '--json', '-o', out)
    assert done.returncode == 0, done.stderr
    total = json.loads(done.stdout)[0]
    assert abs(total['energy_eV'] + 910.394448706) < 1e-7
    assert abs(total['pressure_GPa'] - 0.842765431833) < 1e-8
    n, header, rows = read_frame(out)
    want = read_frame(source)[2]
    first = column(header, 'forces')
    assert n == 72
    largest = max(abs(float(a) - float(b)) for x, y in zip(rows, want)
                  for a, b in zip(x[first:first + 3], y[4:7]))
    assert largest < 1e-8, largest


def frames_of_forces_are_structures_of_their_own(folder):
    def frame(name):
        with gzip.open(os.path.join(data, 'forces', name), 'rt') as file:
            return file.read().rstrip('\n') + '\n'
    path = os.path.join(folder, 'mixed.extxyz')
    with open(path, 'w') as out:
        out.write(frame('ns2_small__pedone_dsf.extxyz.gz'))
        out.write(frame('quartz_cell__pedone_dsf.extxyz.gz'))
    done = call('forces', path, '--precision', 'double', '--json')
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert first['n_atoms'] == 72 and abs(first['energy_eV'] + 910.394448706) < 1e-7
    assert second['n_atoms'] == 9 and abs(second['energy_eV'] + 160.251992) < 1e-5
    done = call('analyze', path, '--msd', '--dt', '0.01', '-o', os.path.join(folder, 'out'))
    assert done.returncode == 1 and '72' in done.stderr, done.stderr


def analysis_of_bad_files_gives_a_reason_and_no_number(folder):
    def trajectory(name, times, words=lambda f: 'Na 1 1 %.2f\nO 3 3 3\n' % (1 + 0.05 * f)):
        path = os.path.join(folder, name)
        with open(path, 'w') as out:
            for f, time in enumerate(times):
                rows = words(f)
                out.write('%d\nLattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3 '
                          'Time=%s\n%s' % (rows.count('\n'), time, rows))
        return path
    even = [round(0.1 * f, 1) for f in range(20)]
    gap = even[:12] + even[13:]
    cases = (
        (trajectory('gap.extxyz', gap), (), 'frame 12', '0.2 ps after'),
        (trajectory('gap.extxyz', gap), ('--dt', '0.1'), 'gap.extxyz:52', '0.2 ps after'),
        (trajectory('twice.extxyz', even[:5] + even[4:]), (), 'frame 5', 'not increase'),
        (trajectory('one.extxyz', even[:1]), (), 'msd', 'one frame'),
        (trajectory('nan.extxyz', even, lambda f: 'Na 1 1 %s\nO 3 3 3\n' %
                    ('nan' if f == 3 else '1')), (), 'nan.extxyz:15', 'nan'),
        (trajectory('less.extxyz', even, lambda f: 'Na 1 1 1\n' + 'O 3 3 3\n' * (f != 3)),
         (), 'less.extxyz:', '1 atoms, the first one has 2'),
        (trajectory('k.extxyz', even), ('--species', 'K'), 'msd', 'no K in the glass'),
        (trajectory('far.extxyz', even, lambda f: 'Na %.1f 1 1\nO 3 3 3\n' %
                    (1 + f % 2 * 4.4)), (), 'far.extxyz', 'almost half the cell'))
    for path, flags, place, reason in cases:
        out = os.path.join(folder, 'out')
        done = call('analyze', path, '--msd', *flags, '-o', out)
        assert done.returncode == 1 and done.stdout == '', (path, done.stdout)
        assert place in done.stderr and reason in done.stderr, (path, done.stderr)
        assert not os.path.exists(os.path.join(out, 'msd.csv')), path


def a_built_glass_is_neutral_and_runs(folder):
    path = os.path.join(folder, 'melt.extxyz')
    done = call('build', '--composition', '20Na2O-80SiO2', '--atoms', '700', '--seed', '3',
                '-o', path, '--json')
    assert done.returncode == 0, done.stderr
    n, _, rows = read_frame(path)
    count = {s: sum(r[0] == s for r in rows) for s in ('Na', 'Si', 'O')}
    assert n == sum(count.values()) and count['Na'] + 4 * count['Si'] == 2 * count['O']
    last = os.path.join(folder, 'last.extxyz')
    done = call('run', path, '--relax', '--temperature', '3000', '--steps', '50', '-o', last,
                '--json')
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result['steps'] == 50 and result['n_atoms'] == n
    assert 'velocities' in read_frame(last)[1]


def builder_refuses_with_the_reason(folder):
    out = os.path.join(folder, 'no.extxyz')
    for mix, word in (('20Na2O-80XyO2', 'Xy'), ('20Li2O-60B2O3-20SiO2', 'B'),
                      ('0Na2O-0SiO2', '')):
        done = call('build', '--composition', mix, '--atoms', '500', '-o', out)
        assert done.returncode in (1, 2) and word in done.stderr, (mix, done.stderr)
        assert not os.path.exists(out)


def recipes_are_listed_and_built(folder):
    done = call('build', '--list', '--json')
    assert done.returncode == 0, done.stderr
    listed = {r['recipe']: r for r in json.loads(done.stdout)}
    assert listed['lbs-20-60-20']['density_g_per_cm3'] == 2.21
    assert all(r['source'] for r in listed.values())
    path = os.path.join(folder, 'units.extxyz')
    done = call('build', '--recipe', 'Na3PS4-x0.15', '-o', path, '--json')
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)['atoms'] == {'Na': 60, 'P': 20, 'S': 77, 'O': 3}
    done = call('build', '--recipe', 'na3ps4', '--start', 'crystal', '-o', path, '--json')
    assert done.returncode == 0, done.stderr
    built = json.loads(done.stdout)
    assert built['n_atoms'] == 128 and abs(built['cell_A'] - 2 * 6.956) < 1e-9
    for flags, word in ((('--recipe', 'porridge'), 'porridge'),
                        (('--recipe', 'na3ps4', '--potential', 'pedone2006'), 'P–S'),
                        (('--recipe', 'ns2', '--start', 'units'), 'four'),
                        (('--recipe', 'na3ps4', '--start', 'heap'), 'heap'),
                        (('--recipe', 'na3ps4', '--pore', '14'), 'pore')):
        done = call('build', *flags, '-o', os.path.join(folder, 'none.extxyz'))
        assert done.returncode == 1 and word in done.stderr, (flags, done.stderr)


def runs_repeat_bit_for_bit(folder):
    def state(threads):
        done = call('run', 'ns2', '--steps', '30', '--threads', threads, '--json')
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)['hash']
    first = state(1)
    assert len(first) == 16 and state(1) == first and state(2) == first


def settings_reach_the_run(folder):
    done = call('run', 'ns2', '--steps', '1', '--set', 'r0 Si-O=2.5', '--json')
    plain = call('run', 'ns2', '--steps', '1', '--json')
    assert json.loads(done.stdout)['potential_eV'] != json.loads(plain.stdout)['potential_eV']
    done = call('run', 'ns2', '--steps', '1', '--set', 'r9 Si-O=2.5')
    assert done.returncode == 1 and 'r9' in done.stderr
    done = call('run', 'ns2', '--steps', '1', '--kernel', 'abacus')
    assert done.returncode == 1 and 'abacus' in done.stderr


def what_heats_a_run_is_told_once(folder):
    note = 'note: The three-body term Si–O–Si ends abruptly at 3.30 Å'
    for ensemble in ('nve', 'nvt'):
        done = call('run', 'ns2', '--potential', 'bmp', '--ensemble', ensemble, '--steps', '1')
        assert done.returncode == 0 and done.stderr.count(note) == 1, done.stderr
    for words in (['--potential', 'bmp:tapered'], [],
                  ['--potential', 'bmp', '--set', 'taper Si-O-Si=0.6']):
        done = call('run', 'ns2', *words, '--steps', '1')
        assert done.returncode == 0 and 'note:' not in done.stderr, (words, done.stderr)


def a_blow_up_says_why(folder):
    done = call('run', 'ns2', '--dt', '10', '--temperature', '4000', '--steps', '300')
    assert done.returncode == 1
    assert 'time step' in done.stderr and ' Å' in done.stderr, done.stderr


def export_holds_the_frames_asked_for(folder):
    path = os.path.join(folder, 'path.extxyz')
    done = call('run', 'ns2', '--time', '0.1', '--export', path, '--every', '25')
    assert done.returncode == 0, done.stderr
    with open(path) as file:
        times = [float(line.split('Time=')[1].split()[0]) for line in file if 'Time=' in line]
    assert len(times) == 5, times
    assert all(abs(t - 0.025 * k) < 1e-9 for k, t in enumerate(times)), times


def conversion_keeps_the_structure(folder):
    start = os.path.join(folder, 'a.extxyz')
    assert call('run', 'ns2', '--steps', '1', '-o', start).returncode == 0
    there, back = os.path.join(folder, 'a.data'), os.path.join(folder, 'b.extxyz')
    assert call('convert', start, there).returncode == 0
    assert call('convert', there, back).returncode == 0
    one = json.loads(call('forces', start, '--json').stdout)[0]
    two = json.loads(call('forces', back, '--json').stdout)[0]
    assert abs(one['energy_eV'] - two['energy_eV']) < 1e-3


def bench_prints_its_numbers(folder):
    done = call('bench', '--steps', '20', '--json')
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result['steps_per_s'] > 0 and result['force_error_relative_rms'] < 5e-5


def bulk_properties_are_in_files_and_summary(folder):
    glass = os.path.join(data, 'forces', 'nve_small.extxyz.gz')
    out, last = os.path.join(folder, 'bulk'), os.path.join(folder, 'last.extxyz')
    done = call('bulk', glass, '--modulus', '--capacity', '--temperature', '300', '--relax',
                '--settle', '0.05', '--hold', '0.2', '--threads', '1', '-o', out, '--final',
                last, '--json')
    assert done.returncode == 0, done.stderr
    quantities = json.loads(done.stdout)['quantities']
    assert quantities['modulus']['bulk_modulus_GPa']['error'] > 0
    assert set(quantities['capacity']['C_kB_per_atom']) == {'derivative', 'fluctuation'}
    for name in ('modulus.csv', 'modulus.svg', 'capacity.csv', 'summary.json'):
        assert os.path.exists(os.path.join(out, name)), name
    assert read_frame(last)[0] == 72


def unfinished_parts_say_so(folder):
    done = call('run', 'ns2', '--steps', '1', '-o', os.path.join(folder, 'x.vitrine'))
    assert done.returncode == 2 and 'not available yet' in done.stderr


tests = [every_command_has_help, wrong_usage_is_status_2, bad_files_are_named_with_line,
         forces_have_the_known_values,
         frames_of_forces_are_structures_of_their_own,
         analysis_of_bad_files_gives_a_reason_and_no_number, a_built_glass_is_neutral_and_runs,
         builder_refuses_with_the_reason, recipes_are_listed_and_built,
         runs_repeat_bit_for_bit, settings_reach_the_run,
         what_heats_a_run_is_told_once,
         a_blow_up_says_why, export_holds_the_frames_asked_for, conversion_keeps_the_structure,
         bench_prints_its_numbers, bulk_properties_are_in_files_and_summary,
         unfinished_parts_say_so]
print(f'1..{len(tests)}')
failed = 0
for number, test in enumerate(tests, 1):
    name = test.__name__.replace('_', ' ')
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(folder)
            print(f'ok {number} {name}', flush=True)
        except Exception as error:  # a failing test must not stop the others
            failed += 1
            print(f'not ok {number} {name}')
            print(f'# {type(error).__name__}: {error}', flush=True)
sys.exit(failed > 0)
