// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <locale.h>

#include "app/vitrine-application.h"
#include "base/heap.h"

int
main(int argc, char **argv)
{
  heap_keep();
  setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, VITRINE_LOCALEDIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
  g_set_application_name(_("Vitrine"));

  g_autoptr(VitrineApplication) application = vitrine_application_new();
  return g_application_run(G_APPLICATION(application), argc, argv);
}
