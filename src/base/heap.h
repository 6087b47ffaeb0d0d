// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The heap of a program that makes pictures. Frames, instances and, without a GPU, the
 * triangles of every picture come and go by megabytes many times a second; the C library
 * would hand their pages back to the system each time and fetch them anew, which costs as
 * much as drawing (3 of 14 ms for 3,000 atoms with their bonds on llvmpipe). */
#pragma once

/* Keeps freed memory, up to some tens of megabytes, with the process. Once, at the start
 * of a program; does nothing where the C library has no such choice. */
void heap_keep(void);
