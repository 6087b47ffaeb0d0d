// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/base-error.h"

GQuark
vitrine_error_quark(void)
{
  return g_quark_from_static_string("vitrine-error");
}
