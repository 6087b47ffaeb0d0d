// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Files for the tests of io: written to a folder of their own that is removed at the end
 * of the program. Failing is asserting. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* Folder of this program. Static storage. */
const char *support_folder(void);
/* Removes it. */
void support_clean(void);
/* Path of a file of that name in the folder. Owner: caller. */
char *support_path(const char *name);
/* The same after text was written to it. */
char *support_write(const char *name, const char *text);
/* Path of tests/data/io/<name>. Owner: caller. */
char *support_data(const char *name);

/* First frame; all frames (Frame*). Owner: caller. */
Frame *support_read(const char *path);
GPtrArray *support_read_all(const char *path);
/* First frame of text in a file of that name. */
Frame *support_read_text(const char *name, const char *text);

/* Reading text gives good_frames frames and then the error "…name:line: …needle…". */
void support_assert_bad(const char *name, const char *text, guint good_frames, guint line,
                        const char *needle);

void support_assert_near(Vec3 a, Vec3 b, double tolerance);
/* Same atoms, cell, time, step, and the fields that both have. */
void support_assert_frames_agree(const Frame *a, const Frame *b, double tolerance);
