// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "base/heap.h"
#include "cli/cli.h"

typedef struct {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
    {"forces", cli_forces, N_("energy, forces and virial of every frame of a file")},
    {"build", cli_build, N_("a random start of any oxide mix")},
    {"run", cli_run, N_("run a scene or a structure")},
    {"analyze", cli_analyze, N_("what a trajectory tells about ions and network")},
    {"render", cli_render, N_("a picture of a structure or trajectory")},
    {"bench", cli_bench, N_("how fast the engine is on this machine")},
    {"bulk", cli_bulk,
     N_("density, modulus, expansion, heat capacity, glass transition")},
    {"convert", cli_convert, N_("from one file format to another")},
};

static void
print_help(void)
{
  puts(_("Usage: vitrine-cli COMMAND [OPTION…]\n\nCommands:"));
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    printf("  %-9s %s\n", commands[i].name, _(commands[i].summary));
  puts(_("\n'vitrine-cli COMMAND --help' tells more."));
}

int
main(int argc, char **argv)
{
  heap_keep();
  setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, VITRINE_LOCALEDIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);

  if (argc < 2) {
    print_help();
    return CLI_USAGE;
  }
  if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h")) {
    print_help();
    return CLI_DONE;
  }
  if (g_str_equal(argv[1], "--version")) {
    puts("vitrine-cli " VITRINE_VERSION);
    return CLI_DONE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(argv[1], commands[i].name))
      return commands[i].run(argc - 1, argv + 1);
  fprintf(stderr, _("vitrine-cli: there is no command “%s”\n"), argv[1]);
  return CLI_USAGE;
}
