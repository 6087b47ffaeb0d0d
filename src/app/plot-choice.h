// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which plots are shown, and in which order: lists of chart ids (NULL-terminated) and
 * what a person does to them. A list of "*" alone stands for the catalogue's default, so
 * that settings that were never touched follow the program. Pure; any thread. */
#pragma once

#include <glib.h>

/* The list that is meant: the default, or ids without those that the catalogue does not
 * know and without repetitions. ids may be NULL: the default. Owner: caller. */
char **plot_choice_resolve(const char *const *ids);
/* ids with id at the end, or without it. Owner: caller. */
char **plot_choice_with(const char *const *ids, const char *id);
char **plot_choice_without(const char *const *ids, const char *id);
/* ids with id moved up (by < 0) or down, as far as that goes. Owner: caller. */
char **plot_choice_moved(const char *const *ids, const char *id, int by);
/* ids with id where place is now, the others moving on; unchanged when either is not
 * there. Owner: caller. */
char **plot_choice_placed(const char *const *ids, const char *id, const char *place);

/* Choices about axes, lists of "<chart id> <scales>" (scales: see vitrine-plot.h): what
 * was chosen for id, "" when nothing was; static, or borrowed from scales. */
const char *plot_choice_scales(const char *const *scales, const char *id);
/* scales with that of id replaced; nothing is kept of "". Owner: caller. */
char **plot_choice_with_scales(const char *const *scales, const char *id,
                               const char *text);

/* When the first values of a chart can be expected, or what a person must do to have
 * them. Translated. Owner: caller; NULL: nothing is known. */
char *plot_choice_waiting_hint(const char *id);
/* What a chart that has not come yet waits for; translated, static. */
const char *plot_choice_waiting_text(const char *id);
