// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies behind its surroundings is darkened (unsharp masking of the depth buffer:
// Luft, Colditz, Deussen, ACM Trans. Graph. 25, 1206 (2006), doi:10.1145/1141911.1142016),
// and a line is drawn beside what passes in front of it.
uniform sampler2D depth;
uniform sampler2D around;

flat in vec4 lens;
flat in vec4 pixel;
flat in vec3 line;
flat in vec4 shade;
flat in vec4 ink;
flat in vec3 thin;
out vec4 colour;

// Beyond the rim the texture goes on as it ends.
float depth_of(vec2 place) { return textureLod(depth, place * pixel.xy, 0.0).x; }

vec4 at(vec2 place, float step) {
  vec2 along = vec2(step, 0.0);
  return vec4(depth_of(place + along), depth_of(place + along.yx),
              depth_of(place - along), depth_of(place - along.yx));
}

#ifdef QUADS
// Where derivatives are exact differences in a block of two by two pixels, two of the four
// neighbours come from them.
vec4 beside(vec2 place, float d) {
  vec2 outward = vec2((ivec2(place) & 1) * 2 - 1);
  vec2 inner_two = d - outward * vec2(dFdx(d), dFdy(d));
  return vec4(inner_two, depth_of(place + vec2(outward.x, 0.0)),
              depth_of(place + vec2(0.0, outward.y)));
}

vec4 next(vec2 place, vec4 beside) { return beside; }
#else
vec4 beside(vec2 place, float d) { return at(place, line.y); }

vec4 next(vec2 place, vec4 beside) { return line.y > 1.5 ? at(place, 1.0) : beside; }
#endif

void main() {
  float d = depth_of(gl_FragCoord.xy);
  vec4 near = beside(gl_FragCoord.xy, d);
  // Of the four neighbours only the two nearest can make a line.
  vec2 least = min(near.xy, near.zw);
  // A smoothed edge shows what is behind it and has to be darkened with that. It is a
  // pixel wide, however wide the line is.
  vec4 rim = next(gl_FragCoord.xy, near);
  vec2 most = max(rim.xy, rim.zw);
  float far = max(most.x, most.y);
  vec4 place = vec4(d, far < 1.0 ? max(d, far) : d, least);
  vec4 away = (lens.x + lens.y * place) / (lens.z + lens.w * place);

  vec2 gap = clamp(0.6 * (away.x - away.zw) - line.z, 0.0, 1.0);
  float drawn = line.x * min(0.65 * (gap.x + gap.y), 1.0) *
                (1.0 - 0.8 * fog_in(thin, -away.x));

  vec3 mean = texture(around, gl_FragCoord.xy * pixel.zw).xyz;
  float behind = shade.y * away.y - shade.z * (mean.x + mean.z / 1023.0) - shade.w;
  float hidden = clamp(behind, 0.0, 1.0) * mean.y;
  float dark = shade.x * hidden * (2.0 - hidden) * (1.0 - drawn);

  colour = d < 1.0 ? vec4(ink.rgb * (ink.w * dark + drawn), dark + drawn) : vec4(0.0);
}
