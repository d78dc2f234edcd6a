/** Listens to pointers, wheel and keys of a chart and hands on what they mean. */
import { GestureMachine, type GestureCommand, type PointerInput } from '../model/chart-gestures.ts';
import {
  keyCommand,
  wheelCommand,
  type KeyCommand,
  type WheelCommand,
} from '../model/chart-keys.ts';

/** Receives commands; coordinates are CSS pixels of the chart. */
export interface InputTarget {
  gesture(command: GestureCommand): void;
  wheel(command: WheelCommand, x: number): void;
  key(command: KeyCommand): void;
}

/**
 * Listens until the signal aborts.
 *
 * @param surface   Element that covers the chart; its children take no pointer events.
 * @param keyTarget Element that has the focus, e.g. the figure around the chart.
 * @param pressMs   Clock for long presses of the same kind as `Event.timeStamp`.
 */
export function listenToInput(
  surface: HTMLElement,
  keyTarget: HTMLElement,
  target: InputTarget,
  signal: AbortSignal,
): void {
  const machine = new GestureMachine();
  let longPress: ReturnType<typeof setTimeout> | undefined;
  let isInspecting = false;
  // Vertical swipes scroll the page; sideways ones and two fingers are the chart's.
  surface.style.touchAction = 'pan-y';
  surface.style.cursor = 'crosshair';

  const run = (commands: readonly GestureCommand[]): void => {
    for (const command of commands) target.gesture(command);
    surface.style.cursor = machine.isPanning ? 'grabbing' : 'crosshair';
  };

  const pointer = (kind: PointerInput['kind']) => (event: PointerEvent) => {
    if (kind === 'down') {
      if (event.button !== 0) return;
      surface.setPointerCapture(event.pointerId);
      isInspecting = false;
    }
    run(
      machine.handle({
        kind,
        pointerId: event.pointerId,
        x: event.offsetX,
        y: event.offsetY,
        isTouch: event.pointerType === 'touch',
        timeMs: event.timeStamp,
      }),
    );
    clearTimeout(longPress);
    const dueMs = machine.longPressAtMs;
    if (dueMs === null) return;
    longPress = setTimeout(
      () => {
        const commands = machine.checkLongPress(dueMs);
        isInspecting = commands.length > 0;
        run(commands);
      },
      Math.max(0, dueMs - event.timeStamp),
    );
  };

  surface.addEventListener('pointerdown', pointer('down'), { signal });
  surface.addEventListener('pointermove', pointer('move'), { signal });
  surface.addEventListener('pointerup', pointer('up'), { signal });
  surface.addEventListener('pointercancel', pointer('cancel'), { signal });
  surface.addEventListener('pointerleave', pointer('leave'), { signal });
  const keepFromBrowser = (event: Event): void => {
    if (isInspecting && event.cancelable) event.preventDefault();
  };
  // While a finger holds the crosshair, the page must neither scroll nor open a menu.
  surface.addEventListener('touchmove', keepFromBrowser, { signal, passive: false });
  surface.addEventListener('contextmenu', keepFromBrowser, { signal });
  surface.addEventListener(
    'wheel',
    (event) => {
      const command = wheelCommand(event);
      if (command === null) return;
      event.preventDefault();
      target.wheel(command, event.offsetX);
    },
    { signal, passive: false },
  );
  keyTarget.addEventListener(
    'keydown',
    (event) => {
      const command = keyCommand(event);
      if (command === null || event.defaultPrevented) return;
      event.preventDefault();
      target.key(command);
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    clearTimeout(longPress);
  });
}
