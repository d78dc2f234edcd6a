import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlowWindow } from '../../../server/fanout/flow-window.ts';

describe('flow window', () => {
  test('is open exactly while frames and bytes in flight are below their limits, or nothing is', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('send' as const), bytes: fc.nat(300) }),
      fc.record({ kind: fc.constant('ack' as const), frame: fc.nat(40) }),
    );
    fc.assert(
      fc.property(
        fc.record({
          frames: fc.integer({ min: 1, max: 6 }),
          bytes: fc.integer({ min: 1, max: 900 }),
        }),
        fc.array(step, { maxLength: 60 }),
        (limits, steps) => {
          const window = new FlowWindow(limits);
          let inFlight: { frame: number; bytes: number; sentMs: number }[] = [];
          let last = 0;
          for (const [nowMs, one] of steps.entries()) {
            if (one.kind === 'send') {
              if (!window.isOpen) continue;
              expect(window.nextFrame).toBe(last + 1);
              window.sent(one.bytes, nowMs);
              last += 1;
              inFlight.push({ frame: last, bytes: one.bytes, sentMs: nowMs });
            } else {
              expect(window.acknowledge(one.frame)).toBe(one.frame <= last);
              if (one.frame <= last) inFlight = inFlight.filter(({ frame }) => frame > one.frame);
            }
            const bytes = inFlight.reduce((sum, sent) => sum + sent.bytes, 0);
            const hasRoom = inFlight.length < limits.frames && bytes < limits.bytes;
            expect(window.bytes).toBe(bytes);
            expect(window.isOpen).toBe(inFlight.length === 0 || hasRoom);
            expect(window.oldestSentMs).toBe(inFlight[0]?.sentMs);
          }
        },
      ),
    );
  });
});
