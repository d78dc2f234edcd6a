/** Every palette is readable, and rising and falling stay apart for colour-blind eyes. */
import { describe, expect, test } from 'vitest';
import { chartPalette, type ChartPalette } from '../../../web/charts/palette.ts';

type Colour = readonly [red: number, green: number, blue: number];

function parse(hex: string): Colour {
  const at = (i: number): number => parseInt(hex.slice(i, i + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Deuteranopia. @see Machado, Oliveira, Fernandes 2009, severity 1.0 */
function deuteranopia(colour: Colour): Colour {
  const [r, g, b] = [linear(colour[0]), linear(colour[1]), linear(colour[2])];
  return [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b,
  ];
}

const palettes: [string, ChartPalette][] = [
  ['dark', chartPalette('dark')],
  ['dark safe', chartPalette('dark', true)],
  ['light', chartPalette('light')],
  ['light safe', chartPalette('light', true)],
];

describe.each(palettes)('%s palette', (_name, palette) => {
  test('has texts of at least 4.5 to 1', () => {
    const pairs: [string, string][] = [
      [palette.axisText, palette.background],
      [palette.axisTextMajor, palette.background],
      [palette.gapText, palette.background],
      [palette.onUp, palette.up],
      [palette.onDown, palette.down],
      [palette.onStale, palette.stale],
      [palette.tagText, palette.tagBackground],
    ];

    for (const [text, ground] of pairs) {
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('has lines and candles of at least 3 to 1', () => {
    for (const colour of [palette.up, palette.down, palette.line, palette.crosshair]) {
      expect(contrast(colour, palette.background), colour).toBeGreaterThanOrEqual(3);
    }
  });
});

test.each(['dark', 'light'] as const)(
  'the safe %s palette differs in hue and in fill for colour-blind eyes',
  (theme) => {
    const safe = chartPalette(theme, true);
    const classic = chartPalette(theme);
    const apart = ({ up, down }: ChartPalette): number => {
      const [a, b] = [deuteranopia(parse(up)), deuteranopia(parse(down))];
      return Math.abs(a[2] - b[2]);
    };

    expect(safe.isHollowUp).toBe(true);
    expect(apart(safe)).toBeGreaterThan(3 * apart(classic));
  },
);
