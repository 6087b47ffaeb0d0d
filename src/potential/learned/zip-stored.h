// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Files inside a ZIP archive that are stored, not compressed, as PyTorch writes them. A
 * plain view on the bytes; any thread. Format: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12
 * and 4.3.16. */
#pragma once

#include <glib.h>

typedef struct ZipStored ZipStored;

/* bytes is referenced. Error on anything that is no such archive. */
ZipStored *zip_stored_new(GBytes *bytes, GError **error);
void zip_stored_free(ZipStored *zip);

/* Content of the file whose name ends in "/name" or is name; NULL when there is none. It
 * lives as long as the archive. */
const guint8 *zip_stored_find(const ZipStored *zip, const char *name, gsize *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ZipStored, zip_stored_free)
