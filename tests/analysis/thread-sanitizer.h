// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Included before everything else where a test is built with the thread sanitizer: GLib
 * is not, so that its locks and reference counts have to be told to it. */
#pragma once

#include <glib.h>
#include <sanitizer/tsan_interface.h>

static inline void
told_lock(GMutex *mutex)
{
  g_mutex_lock(mutex);
  __tsan_acquire(mutex);
}

static inline void
told_unlock(GMutex *mutex)
{
  __tsan_release(mutex);
  g_mutex_unlock(mutex);
}

static inline void
told_wait(GCond *cond, GMutex *mutex)
{
  __tsan_release(mutex);
  g_cond_wait(cond, mutex);
  __tsan_acquire(mutex);
}

static inline gboolean
told_wait_until(GCond *cond, GMutex *mutex, gint64 end)
{
  __tsan_release(mutex);
  gboolean woken = g_cond_wait_until(cond, mutex, end);
  __tsan_acquire(mutex);
  return woken;
}

static inline gpointer
told_acquire(gpointer box)
{
  return g_atomic_rc_box_acquire(box);
}

static inline void
told_release_full(gpointer box, GDestroyNotify clear)
{
  __tsan_release(box);
  __tsan_acquire(box);
  g_atomic_rc_box_release_full(box, clear);
}

#define g_mutex_lock(mutex)                 told_lock(mutex)
#define g_mutex_unlock(mutex)               told_unlock(mutex)
#define g_cond_wait(cond, mutex)            told_wait(cond, mutex)
#define g_cond_wait_until(cond, mutex, end) told_wait_until(cond, mutex, end)
#undef g_atomic_rc_box_release_full
#define g_atomic_rc_box_release_full(box, clear) told_release_full(box, clear)
