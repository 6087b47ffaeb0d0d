// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learned potentials that were used lately, newest first, in the settings (as
 * Scene.potential). Without a schema there are none. Main thread. */
#pragma once

#include <glib.h>

/* Those whose files are still there. Owner: caller; never NULL. */
char **recent_models_list(void);
/* potential, if it is a file or a committee of files, stands first from now on. */
void recent_models_remember(const char *potential);
