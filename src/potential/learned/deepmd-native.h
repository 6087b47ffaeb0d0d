// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The tree of values that DeePMD-kit 3 writes (deepmd/dpmodel/utils/serialization.py): as
 * YAML with its arrays inside, or as JSON with the names of arrays that lie beside it. */
#pragma once

#include <json-glib/json-glib.h>

#include "potential/learned/deepmd-model.h"

/* arrays: what names in the tree mean; NULL when all arrays stand in the tree. */
LearnedModel *deepmd_native_read(const char *path, JsonNode *root,
                                 const WeightStore *arrays, GError **error);
