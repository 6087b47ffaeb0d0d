// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The one error domain for bad input, of which a person is told (file, line, reason). */
#pragma once

#include <glib.h>

#define VITRINE_ERROR (vitrine_error_quark())

typedef enum {
  VITRINE_ERROR_SYNTAX,      /* a file that cannot be read as what it claims to be */
  VITRINE_ERROR_INPUT,       /* readable, but wrong or impossible */
  VITRINE_ERROR_UNSUPPORTED, /* right, but not available here */
  VITRINE_ERROR_FAILED,      /* system trouble: no memory, no GL, write failed */
} VitrineError;

GQuark vitrine_error_quark(void);
