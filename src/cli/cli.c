// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define UPDATE_US (G_USEC_PER_SEC / 10)

struct CliProgress {
  char *label;
  gboolean visible;
  gint64 begun, shown;
};

gboolean
cli_parse(int *argc, char ***argv, const GOptionEntry *entries, const char *usage,
          const char *summary, int least, int most)
{
  g_autofree char *name = g_strdup((*argv)[0]);
  g_autofree char *program = g_strdup_printf("vitrine-cli %s", name);
  g_autoptr(GOptionContext) context = g_option_context_new(usage);
  g_autoptr(GError) error = NULL;

  g_set_prgname(program);
  g_option_context_set_summary(context, summary);
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, argc, argv, &error)) {
    cli_misuse(name, "%s", error->message);
    return FALSE;
  }
  if (*argc - 1 < least || *argc - 1 > most) {
    cli_misuse(name, _("usage: %s [OPTION…] %s"), program, usage);
    return FALSE;
  }
  return TRUE;
}

int
cli_fail(const char *name, const GError *error)
{
  fprintf(stderr, "vitrine-cli %s: %s\n", name, error ? error->message : _("failed"));
  return CLI_FAILED;
}

int
cli_misuse(const char *name, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  fprintf(stderr, "vitrine-cli %s: %s\n", name, message);
  fprintf(stderr, _("Try 'vitrine-cli %s --help'.\n"), name);
  return CLI_USAGE;
}

void
cli_print_json(JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  g_autofree char *text = json_to_string(root, TRUE);

  puts(text);
  g_object_unref(builder);
}

CliProgress *
cli_progress_new(const char *label)
{
  CliProgress *progress = g_new0(CliProgress, 1);

  progress->label = g_strdup(label);
  progress->visible = isatty(STDERR_FILENO);
  progress->begun = g_get_monotonic_time();
  return progress;
}

void
cli_progress_update(CliProgress *progress, double fraction, const char *detail)
{
  gint64 now = g_get_monotonic_time();

  if (!progress->visible || (now - progress->shown < UPDATE_US && fraction < 1.0))
    return;
  progress->shown = now;
  fraction = CLAMP(fraction, 0.0, 1.0);
  int filled = (int)(fraction * BAR_WIDTH);
  double elapsed = (now - progress->begun) / (double)G_USEC_PER_SEC;
  double left = fraction > 0.0 ? elapsed * (1.0 - fraction) / fraction : 0.0;

  fprintf(stderr, "\r%s [", progress->label);
  for (int i = 0; i < BAR_WIDTH; i++)
    fputs(i < filled ? "█" : "·", stderr);
  /* Translators: shown behind a progress bar: per cent done, seconds left */
  fprintf(stderr, _("] %3.0f %%, %.0f s left"), 100.0 * fraction, left);
  fprintf(stderr, "  %s\033[K", detail ? detail : "");
  fflush(stderr);
}

void
cli_progress_free(CliProgress *progress)
{
  if (!progress)
    return;
  if (progress->visible && progress->shown)
    fputc('\n', stderr);
  g_free(progress->label);
  g_free(progress);
}
