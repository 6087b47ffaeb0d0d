// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the file of a model says about its training, so that an atom can be graded by how
 * far it lies beyond it (md/learned/local-grader.h, learned-grade.h). Any thread. */
#pragma once

#include "potential/learned/learned-model.h"

/* The model whose training is known: itself, or the first member of a committee; NULL
 * when its file tells nothing. */
const LearnedModel *grade_basis_model(const LearnedModel *model);
/* What a person reads about how atoms are graded, or why not. Translated, static. */
const char *grade_basis_text(const LearnedModel *model);
