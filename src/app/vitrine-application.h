// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The program: command line (`vitrine [FILE|SCENE-ID]`), the actions of the program
 * (app.*), all accelerators, light or dark. Main thread. */
#pragma once

#include <adwaita.h>

#define VITRINE_TYPE_APPLICATION (vitrine_application_get_type())
G_DECLARE_FINAL_TYPE(VitrineApplication, vitrine_application, VITRINE, APPLICATION,
                     AdwApplication)

VitrineApplication *vitrine_application_new(void);
