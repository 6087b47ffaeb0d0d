// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Structures and trajectories on disk: recognised by content, then by name.
 *
 * Reads extended xyz (also .gz), LAMMPS data (atom styles charge, atomic, full; types
 * named by a Masses comment, "Atom Type Labels", or mass), LAMMPS text dump (x, xs, xu,
 * xsu, image flags; element or type), VASP POSCAR and XDATCAR. Every error carries file,
 * line and reason: "melt.xyz:17: expected 3 coordinates, found 2". Numbers use '.' in
 * every locale.
 *
 * Paths are file names or resource:// URIs.
 *
 * Units: Å, eV, eV/Å, velocities Å/ps (extended xyz: "velocities", "velo", "vel" in Å/ps
 * unless velocity_unit says A/fs; "momenta" in ASE's unit; LAMMPS: metal units, or real
 * when the file says so; VASP: Å/fs). Where the file gives an energy the frame has
 * thermo; what cannot be known of it is NAN. All cells are periodic. Atoms with ids are
 * sorted by id.
 *
 * Wrapped trajectories are unwrapped while reading: displacement between frames by
 * minimum image in the new cell (toroidal view: von Bülow et al., J. Chem. Phys. 153,
 * 021101 (2020)); with image flags or unwrapped coordinates, exactly. A jump of more than
 * 0.45 of a cell height cannot be told from wrapping and is a warning kept in the reader.
 * One thread per reader. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct TrajectoryReader TrajectoryReader;

TrajectoryReader *trajectory_reader_open(const char *path, GError **error);
void trajectory_reader_free(TrajectoryReader *reader);
/* Next frame (owner: caller), NULL without error at the end, NULL with error on bad
 * input. */
Frame *trajectory_reader_next(TrajectoryReader *reader, GError **error);
/* What was noticed but did not stop the reading, or NULL; owned by the reader. */
const char *trajectory_reader_warning(const TrajectoryReader *reader);
/* Times of the frames are 0, interval, 2 interval … (ps, > 0) in place of those in the
 * file. Call before the first frame. Without it times are the file's; when it has none, 1
 * fs per step if steps are numbered, else 1 ps between frames (1 fs in an XDATCAR), and a
 * warning is kept. */
void trajectory_reader_set_interval(TrajectoryReader *reader, double interval);
/* Every frame is a structure of its own: other atoms, other species, nothing is unwrapped
 * from one to the next. Call before the first frame. */
void trajectory_reader_set_independent(TrajectoryReader *reader);
/* Whether the time of a frame read so far was such a guess. */
gboolean trajectory_reader_guesses_time(const TrajectoryReader *reader);
/* Which atom's path became a guess, in which line and why, or NULL; owned by the reader.
 */
const char *trajectory_reader_path_doubt(const TrajectoryReader *reader);
/* In which line times or steps of the file turn out uneven although an interval was set,
 * or NULL; owned by the reader. Tolerated: 2 % of the spacing and six written digits; a
 * clock that stands still from the start says nothing. */
const char *trajectory_reader_time_doubt(const TrajectoryReader *reader);
/* Fraction of the file that is read, 0…1. */
double trajectory_reader_progress(const TrajectoryReader *reader);

/* First (or only) frame of a file. */
Frame *structure_read(const char *path, GError **error);

/* Whether the file has a second frame that can be read. */
gboolean structure_is_trajectory(const char *path);

typedef struct TrajectoryWriter TrajectoryWriter;

/* Format by name: .extxyz .xyz (also .gz), .data .lmp (LAMMPS data), .dump .lammpstrj,
 * POSCAR .vasp, XDATCAR. Writes to a temporary file beside path and renames on close. */
TrajectoryWriter *trajectory_writer_open(const char *path, GError **error);
/* Whether its format holds one frame only (LAMMPS data, POSCAR). */
gboolean trajectory_writer_is_single(const TrajectoryWriter *writer);
gboolean trajectory_writer_add(TrajectoryWriter *writer, const Frame *frame,
                               GError **error);
/* Closes and frees; writer is gone either way. */
gboolean trajectory_writer_close(TrajectoryWriter *writer, GError **error);
/* Closes without keeping the file. Accepts NULL. */
void trajectory_writer_abort(TrajectoryWriter *writer);

/* One frame to one file. */
gboolean structure_write(const char *path, const Frame *frame, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TrajectoryReader, trajectory_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TrajectoryWriter, trajectory_writer_abort)
