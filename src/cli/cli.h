// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the subcommands of vitrine-cli share. Each subcommand is one file, cli-<name>.c,
 * with one entry point below; main.c only finds it. Main thread. */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

/* Exit statuses. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* argv[0] is the subcommand's name. */
int cli_forces(int argc, char **argv);
int cli_build(int argc, char **argv);
int cli_run(int argc, char **argv);
int cli_analyze(int argc, char **argv);
int cli_render(int argc, char **argv);
int cli_bench(int argc, char **argv);
int cli_bulk(int argc, char **argv);
int cli_convert(int argc, char **argv);

/* Parses argv with entries; what is left are the plain arguments, whose number must be in
 * [least, most]. FALSE after having said why on stderr (return CLI_USAGE). usage: the
 * line behind "vitrine-cli NAME", e.g. "IN OUT"; summary: what it does, for --help. */
gboolean cli_parse(int *argc, char ***argv, const GOptionEntry *entries,
                   const char *usage, const char *summary, int least, int most);

/* Says "vitrine-cli NAME: message" on stderr, returns CLI_FAILED. */
int cli_fail(const char *name, const GError *error);
/* The same for wrong usage, returns CLI_USAGE. */
int cli_misuse(const char *name, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Prints a JSON object, takes the builder. Numbers with '.' in every locale. */
void cli_print_json(JsonBuilder *builder);

/* Progress bar with time left on stderr, when that is a terminal; otherwise silent. */
typedef struct CliProgress CliProgress;
CliProgress *cli_progress_new(const char *label);
void cli_progress_update(CliProgress *progress, double fraction, const char *detail);
void cli_progress_free(CliProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliProgress, cli_progress_free)
