/** Pointers, wheel and keys mean what hands expect. */
import { describe, expect, test } from 'vitest';
import {
  GestureMachine,
  LONG_PRESS_MS,
  type PointerInput,
} from '../../../web/model/chart-gestures.ts';
import { keyCommand, wheelCommand } from '../../../web/model/chart-keys.ts';

type Step = [kind: PointerInput['kind'], x: number, y: number, timeMs?: number, pointerId?: number];

function play(machine: GestureMachine, isTouch: boolean, steps: readonly Step[]): unknown[] {
  return steps.flatMap(([kind, x, y, timeMs = 0, pointerId = 1]) =>
    machine.handle({ kind, x, y, timeMs, pointerId, isTouch }),
  );
}

describe('mouse', () => {
  test('shows the crosshair while it hovers and takes it away when it leaves', () => {
    const commands = play(new GestureMachine(), false, [
      ['move', 10, 20],
      ['leave', 0, 0],
    ]);

    expect(commands).toEqual([{ kind: 'crosshair', x: 10, y: 20 }, { kind: 'hideCrosshair' }]);
  });

  test('pans while it drags', () => {
    const machine = new GestureMachine();

    const commands = play(machine, false, [
      ['down', 10, 20],
      ['move', 14, 20],
    ]);

    expect(commands).toContainEqual({ kind: 'pan', dx: 4 });
    expect(machine.isPanning).toBe(true);
    play(machine, false, [['up', 14, 20]]);
    expect(machine.isPanning).toBe(false);
  });

  test('resets by a double click, not by two slow or distant clicks', () => {
    const click = (x: number, timeMs: number): Step[] => [
      ['down', x, 5, timeMs],
      ['up', x, 5, timeMs + 20],
    ];

    expect(play(new GestureMachine(), false, [...click(9, 0), ...click(9, 200)])).toEqual([
      { kind: 'reset' },
    ]);
    expect(play(new GestureMachine(), false, [...click(9, 0), ...click(9, 900)])).toEqual([]);
    expect(play(new GestureMachine(), false, [...click(9, 0), ...click(90, 200)])).toEqual([]);
  });

  test('does not reset twice by three clicks', () => {
    const click = (timeMs: number): Step[] => [
      ['down', 9, 5, timeMs],
      ['up', 9, 5, timeMs + 20],
    ];

    const commands = play(new GestureMachine(), false, [...click(0), ...click(150), ...click(300)]);

    expect(commands).toEqual([{ kind: 'reset' }]);
  });
});

describe('fingers', () => {
  test('pan with one finger once it has left its place', () => {
    const commands = play(new GestureMachine(), true, [
      ['down', 100, 50],
      ['move', 103, 50],
      ['move', 110, 50],
      ['move', 130, 50],
      ['up', 130, 50],
    ]);

    expect(commands).toEqual([
      { kind: 'pan', dx: 7 },
      { kind: 'pan', dx: 20 },
    ]);
  });

  test('hold the crosshair after a long press, until they lift', () => {
    const machine = new GestureMachine();
    play(machine, true, [['down', 100, 50, 1_000]]);

    expect(machine.longPressAtMs).toBe(1_000 + LONG_PRESS_MS);
    expect(machine.checkLongPress(1_000 + LONG_PRESS_MS - 1)).toEqual([]);
    expect(machine.checkLongPress(1_000 + LONG_PRESS_MS)).toEqual([
      { kind: 'crosshair', x: 100, y: 50 },
    ]);
    expect(
      play(machine, true, [
        ['move', 160, 60],
        ['up', 160, 60],
      ]),
    ).toEqual([{ kind: 'crosshair', x: 160, y: 60 }, { kind: 'hideCrosshair' }]);
  });

  test('that move in time never become a long press', () => {
    const machine = new GestureMachine();
    play(machine, true, [
      ['down', 100, 50, 0],
      ['move', 120, 50, 50],
    ]);

    expect(machine.longPressAtMs).toBeNull();
    expect(machine.checkLongPress(9_999)).toEqual([]);
  });

  test('zoom about their middle when two of them spread', () => {
    const commands = play(new GestureMachine(), true, [
      ['down', 100, 50, 0, 1],
      ['down', 200, 50, 0, 2],
      ['move', 300, 50, 10, 2],
    ]);

    expect(commands).toEqual([
      { kind: 'hideCrosshair' },
      { kind: 'pan', dx: 50 },
      { kind: 'zoom', factor: 0.5, x: 200 },
    ]);
  });

  test('go on panning with the finger that stays after a pinch', () => {
    const commands = play(new GestureMachine(), true, [
      ['down', 100, 50, 0, 1],
      ['down', 200, 50, 0, 2],
      ['up', 200, 50, 10, 2],
      ['move', 120, 50, 20, 1],
    ]);

    expect(commands.at(-1)).toEqual({ kind: 'pan', dx: 20 });
  });

  test('leave nothing behind when the browser takes the gesture away', () => {
    const machine = new GestureMachine();
    play(machine, true, [
      ['down', 100, 50],
      ['cancel', 100, 90],
    ]);

    expect(machine.longPressAtMs).toBeNull();
    expect(play(machine, true, [['move', 200, 50]])).toEqual([]);
  });

  test('reset by a double tap', () => {
    const commands = play(new GestureMachine(), true, [
      ['down', 100, 50, 0],
      ['up', 100, 50, 40],
      ['down', 104, 52, 180],
      ['up', 104, 52, 220],
    ]);

    expect(commands).toEqual([{ kind: 'reset' }]);
  });
});

describe('wheel', () => {
  const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false };

  test('shows less when it turns up and as much again when it turns back', () => {
    const up = wheelCommand({ ...still, deltaY: -100 });
    const down = wheelCommand({ ...still, deltaY: 100 });

    expect(up).toMatchObject({ kind: 'zoom', isAtPointer: false });
    const factors = [up, down].map((command) => (command?.kind === 'zoom' ? command.factor : NaN));
    expect(factors[0]).toBeLessThan(1);
    expect((factors[0] ?? 0) * (factors[1] ?? 0)).toBeCloseTo(1, 12);
  });

  test('counts lines and pages in pixels, with a limit', () => {
    expect(wheelCommand({ ...still, deltaY: 3, deltaMode: 1 })).toEqual(
      wheelCommand({ ...still, deltaY: 60 }),
    );
    expect(wheelCommand({ ...still, deltaY: 9, deltaMode: 2 })).toEqual(
      wheelCommand({ ...still, deltaY: 240 }),
    );
  });

  test('pans sideways, also with Shift', () => {
    expect(wheelCommand({ ...still, deltaX: 30, deltaY: 4 })).toEqual({ kind: 'pan', dx: -30 });
    expect(wheelCommand({ ...still, deltaY: 30, shiftKey: true })).toEqual({
      kind: 'pan',
      dx: -30,
    });
  });

  test('zooms about the pointer with Ctrl, which is also the pinch of a touch pad', () => {
    expect(wheelCommand({ ...still, deltaY: 4, ctrlKey: true })).toMatchObject({
      isAtPointer: true,
    });
  });

  test('that does not turn does nothing', () => {
    expect(wheelCommand(still)).toBeNull();
  });
});

describe('keys', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false };

  test.each([
    ['ArrowLeft', { kind: 'step', bars: -1 }],
    ['ArrowRight', { kind: 'step', bars: 1 }],
    ['PageUp', { kind: 'step', bars: -10 }],
    ['PageDown', { kind: 'step', bars: 10 }],
    ['Home', { kind: 'oldest' }],
    ['End', { kind: 'live' }],
    ['Escape', { kind: 'hideCrosshair' }],
    ['x', null],
  ])('%s means %j', (key, command) => {
    expect(keyCommand({ ...plain, key })).toEqual(command);
  });

  test('plus and minus zoom in and out', () => {
    expect(keyCommand({ ...plain, key: '+' })).toEqual({ kind: 'zoom', factor: 0.8 });
    expect(keyCommand({ ...plain, key: '-' })).toEqual({ kind: 'zoom', factor: 1.25 });
  });

  test('with Ctrl, Alt or Meta belong to the browser', () => {
    expect(keyCommand({ ...plain, key: '+', ctrlKey: true })).toBeNull();
    expect(keyCommand({ ...plain, key: 'ArrowLeft', altKey: true })).toBeNull();
    expect(keyCommand({ ...plain, key: 'ArrowLeft', metaKey: true })).toBeNull();
  });
});
