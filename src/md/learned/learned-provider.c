// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/learned-provider.h"

#include <string.h>

#include "md/learned/committee-provider.h"
#include "md/learned/deepmd-atom.h"
#include "md/learned/learned-graph.h"
#include "md/learned/mtp-atom.h"
#include "md/learned/nep-atom.h"
#include "md/learned/painn-evaluator.h"
#include "md/learned/tensornet-evaluator.h"
#include "potential/learned/learned-model.h"

gboolean
learned_provider_fits(const ForceField *ff, const Cell *cell)
{
  return learned_graph_fits(cell, ff->learned->r_cut);
}

ForceProvider *
learned_provider_new(const ForceField *ff, const char *kernel, GError **error)
{
  g_return_val_if_fail(ff->learned != NULL, NULL);

  switch (ff->learned->kind) {
  case LEARNED_TENSORNET:
    return tensornet_evaluator_new(ff, kernel, error);
  case LEARNED_NEP:
    return local_evaluator_new(ff, &nep_local_kind);
  case LEARNED_MTP:
    return local_evaluator_new(ff, &mtp_local_kind);
  case LEARNED_DEEPMD:
    return local_evaluator_new(ff, &deepmd_local_kind);
  case LEARNED_PAINN:
    return painn_evaluator_new(ff);
  case LEARNED_COMMITTEE:
    return committee_provider_new(ff, kernel, error);
  }
  g_assert_not_reached();
}

const char *
learned_provider_kernel(const ForceProvider *provider)
{
  const char *name = provider->klass->name;

  if (strcmp(name, "committee") == 0)
    return committee_provider_kernel(provider);
  return strcmp(name, "tensornet") == 0 ? tensornet_evaluator_kernel(provider) : "double";
}
