// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/status-fields.h"

typedef enum { FIELD_BOOLEAN, FIELD_INT64, FIELD_UINT, FIELD_DOUBLE } FieldType;

static const struct {
  const char *name;
  FieldType type;
  size_t offset;
} FIELDS[] = {
    {"playing", FIELD_BOOLEAN, offsetof(RunStatus, playing)},
    {"step", FIELD_INT64, offsetof(RunStatus, step)},
    {"time", FIELD_DOUBLE, offsetof(RunStatus, time)},
    {"temperature", FIELD_DOUBLE, offsetof(RunStatus, temperature)},
    {"temperature-mean", FIELD_DOUBLE, offsetof(RunStatus, temperature_mean)},
    {"temperature-sd", FIELD_DOUBLE, offsetof(RunStatus, temperature_sd)},
    {"target", FIELD_DOUBLE, offsetof(RunStatus, target)},
    {"total-energy", FIELD_DOUBLE, offsetof(RunStatus, total)},
    {"pressure", FIELD_DOUBLE, offsetof(RunStatus, pressure)},
    {"density", FIELD_DOUBLE, offsetof(RunStatus, density)},
    {"steps-per-second", FIELD_DOUBLE, offsetof(RunStatus, steps_per_second)},
    {"ns-per-day", FIELD_DOUBLE, offsetof(RunStatus, ns_per_day)},
    {"epoch", FIELD_UINT, offsetof(RunStatus, epoch)},
    {"n-rings3", FIELD_UINT, offsetof(RunStatus, n_rings3)},
    {"n-hops", FIELD_UINT, offsetof(RunStatus, n_hops)},
    {"thermostat-on", FIELD_BOOLEAN, offsetof(RunStatus, thermostat_on)},
    {"tau", FIELD_DOUBLE, offsetof(RunStatus, tau)},
    {"time-step", FIELD_DOUBLE, offsetof(RunStatus, dt)},
    {"speed", FIELD_DOUBLE, offsetof(RunStatus, speed)},
    {"ensemble", FIELD_UINT, offsetof(RunStatus, ensemble)},
    {"pressure-target", FIELD_DOUBLE, offsetof(RunStatus, pressure_target)},
    {"tau-pressure", FIELD_DOUBLE, offsetof(RunStatus, tau_pressure)},
    {"trajectory", FIELD_BOOLEAN, offsetof(RunStatus, trajectory)},
    {"complete", FIELD_BOOLEAN, offsetof(RunStatus, complete)},
    {"no-times", FIELD_BOOLEAN, offsetof(RunStatus, no_times)},
    {"frame", FIELD_UINT, offsetof(RunStatus, frame)},
    {"n-frames", FIELD_UINT, offsetof(RunStatus, n_frames)},
    {"relaxing", FIELD_BOOLEAN, offsetof(RunStatus, relaxing)},
    {"us-per-atom", FIELD_DOUBLE, offsetof(RunStatus, us_per_atom)},
    {"deviation", FIELD_DOUBLE, offsetof(RunStatus, deviation)},
    {"trust", FIELD_DOUBLE, offsetof(RunStatus, trust)},
    {"grade", FIELD_DOUBLE, offsetof(RunStatus, grade)},
    {"grade-limit", FIELD_DOUBLE, offsetof(RunStatus, grade_limit)},
    {"grade-pause", FIELD_BOOLEAN, offsetof(RunStatus, grade_pause)},
};

G_STATIC_ASSERT(G_N_ELEMENTS(FIELDS) == STATUS_N_FIELDS);

gboolean
status_field_differs(guint field, const RunStatus *a, const RunStatus *b)
{
  const char *x = (const char *)a + FIELDS[field].offset;
  const char *y = (const char *)b + FIELDS[field].offset;
  switch (FIELDS[field].type) {
  case FIELD_BOOLEAN:
    return *(const gboolean *)x != *(const gboolean *)y;
  case FIELD_INT64:
    return *(const gint64 *)x != *(const gint64 *)y;
  case FIELD_UINT:
    return *(const guint *)x != *(const guint *)y;
  case FIELD_DOUBLE:
    return *(const double *)x != *(const double *)y;
  }
  g_return_val_if_reached(FALSE);
}

void
status_field_get(guint field, const RunStatus *status, GValue *value)
{
  const char *x = (const char *)status + FIELDS[field].offset;
  switch (FIELDS[field].type) {
  case FIELD_BOOLEAN:
    g_value_set_boolean(value, *(const gboolean *)x);
    break;
  case FIELD_INT64:
    g_value_set_int64(value, *(const gint64 *)x);
    break;
  case FIELD_UINT:
    g_value_set_uint(value, *(const guint *)x);
    break;
  case FIELD_DOUBLE:
    g_value_set_double(value, *(const double *)x);
    break;
  }
}

GParamSpec *
status_field_spec(guint field)
{
  const char *name = FIELDS[field].name;
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  switch (FIELDS[field].type) {
  case FIELD_BOOLEAN:
    return g_param_spec_boolean(name, NULL, NULL, FALSE, flags);
  case FIELD_INT64:
    return g_param_spec_int64(name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  case FIELD_UINT:
    return g_param_spec_uint(name, NULL, NULL, 0, G_MAXUINT, 0, flags);
  case FIELD_DOUBLE:
    return g_param_spec_double(name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, flags);
  }
  g_return_val_if_reached(NULL);
}
