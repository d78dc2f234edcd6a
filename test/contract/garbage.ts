/** Frames that no venue should send: noise, any JSON, and true frames with something wrong in them. */
import fc from 'fast-check';

const SPOILERS = [
  '',
  'null',
  '0',
  '-1',
  '1e400',
  '"x"',
  '[]',
  '{}',
  '"0.-10000"',
  '18446744073709551616',
];

/** @param frames True ones, to be spoiled. */
export function garbage(frames: readonly string[]): fc.Arbitrary<string> {
  const noise = [
    fc.string(),
    fc.json(),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString()),
  ];
  if (frames.length === 0) return fc.oneof(...noise);
  const spoiled = fc
    .tuple(fc.constantFrom(...frames), fc.nat(), fc.nat({ max: 12 }), fc.constantFrom(...SPOILERS))
    .map(([frame, place, length, put]) => {
      const at = place % frame.length;
      return frame.slice(0, at) + put + frame.slice(at + length);
    });
  // One value in the place of another: still JSON, but not what is documented.
  const swapped = fc
    .tuple(fc.constantFrom(...frames), fc.nat(), fc.constantFrom(...SPOILERS.slice(1)))
    .map(([frame, which, put]) => {
      const values = [
        ...frame.matchAll(
          /(?<=[:[,]\s*)("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null)(?=\s*[,\]}])/g,
        ),
      ];
      const value = values[which % Math.max(1, values.length)];
      if (value === undefined) return put;
      return frame.slice(0, value.index) + put + frame.slice(value.index + value[0].length);
    });
  return fc.oneof(...noise, spoiled, swapped);
}
