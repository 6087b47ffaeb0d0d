// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers into files: '.' in every locale. Any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

/* Appends value with a printf conversion such as "%.10f". */
void text_append_number(GString *text, const char *conversion, double value);
/* " x y z" */
void text_append_vec3(GString *text, const char *conversion, Vec3 v);
