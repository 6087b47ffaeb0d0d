// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A frozen graph of TensorFlow (GraphDef, tensorflow/core/framework/graph.proto): its
 * constants by name, and the few attributes of its operations that models need. Nothing
 * is run. Any thread; owner: caller. */
#pragma once

#include "potential/learned/weight-store.h"

typedef struct TensorflowGraph TensorflowGraph;

/* Whether the bytes begin as such a file does: with a named node. */
gboolean tensorflow_graph_recognises(const guint8 *data, gsize size);
TensorflowGraph *tensorflow_graph_new(GBytes *bytes, GError **error);
void tensorflow_graph_free(TensorflowGraph *graph);

/* Constants of floating and integer numbers. */
const WeightStore *tensorflow_graph_constants(const TensorflowGraph *graph);
/* A constant text; NULL when there is none. */
const char *tensorflow_graph_text(const TensorflowGraph *graph, const char *name);
/* Whether any node is of this operation. */
gboolean tensorflow_graph_has(const TensorflowGraph *graph, const char *operation);
/* The numbers of an attribute (one, or a list) of the last node of an operation; NULL
 * when there is none. */
const double *tensorflow_graph_attribute(const TensorflowGraph *graph,
                                         const char *operation, const char *key,
                                         guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TensorflowGraph, tensorflow_graph_free)
