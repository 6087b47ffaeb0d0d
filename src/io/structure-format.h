// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The table of formats: one .c file per format and direction, each an entry here; nobody
 * else knows a format by name. Inside io only. */
#pragma once

#include <glib.h>

#include "io/frame-draft.h"
#include "io/line-reader.h"

/* How one format is read. A parser is whatever the format must remember between frames;
 * formats that remember nothing have no new_parser. */
typedef struct {
  const char *name;            /* for people */
  const char *const *suffixes; /* NULL-terminated; also whole names such as POSCAR */
  double guessed_interval;     /* ps between frames that have neither time nor step */
  /* Whether a file that begins with these lines is of this format. */
  gboolean (*matches)(char *const *head);
  gpointer (*new_parser)(void);
  void (*free_parser)(gpointer parser);
  /* Fills draft with the next frame. FALSE without error at the end of the file. */
  gboolean (*read)(gpointer parser, LineReader *reader, FrameDraft *draft,
                   GError **error);
} ReadFormat;

/* How one format is written: append text of a frame. frame_number counts from 0. */
typedef struct {
  const char *name;
  const char *const *suffixes;
  gboolean single; /* only one frame fits in a file */
  gboolean (*append)(GString *text, const Frame *frame, guint frame_number,
                     GError **error);
} WriteFormat;

extern const ReadFormat extxyz_read_format, lammps_data_read_format,
    lammps_dump_read_format, poscar_read_format, xdatcar_read_format;
extern const WriteFormat extxyz_write_format, lammps_data_write_format,
    lammps_dump_write_format, poscar_write_format, xdatcar_write_format;

/* Whether the last part of path ends with one of suffixes (".gz" aside). */
gboolean structure_name_has_suffix(const char *path, const char *const *suffixes);
