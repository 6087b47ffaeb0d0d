// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A file that torch.save wrote: a ZIP archive with the tree of values (data.pkl) and one
 * raw little-endian array per storage. Read without PyTorch and without running anything
 * that the file holds. Any thread; owner: caller. */
#pragma once

#include "potential/learned/pickle.h"
#include "potential/learned/weight-store.h"

typedef struct TorchArchive TorchArchive;

/* Whether the bytes begin as such a file does. */
gboolean torch_archive_recognises(const guint8 *data, gsize size);
TorchArchive *torch_archive_new(GBytes *bytes, GError **error);
void torch_archive_free(TorchArchive *archive);

/* The value that was saved. */
const PickleValue *torch_archive_root(const TorchArchive *archive);
/* Whether value is a tensor (or a parameter that wraps one). */
gboolean torch_archive_is_tensor(const PickleValue *value);
/* Adds the tensor value (float16 is refused; float32, float64 and int64 are read) to
 * store as name. */
gboolean torch_archive_read(const TorchArchive *archive, const PickleValue *value,
                            const char *name, WeightStore *store, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TorchArchive, torch_archive_free)
