// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
