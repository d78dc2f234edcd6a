/** Closes what floats over the page when the user turns away from it. */
import type { Attachment } from 'svelte/attachments';

/**
 * An attachment that calls `close` on Escape and on a press outside of the element.
 *
 * @param isOpener Elements that open and close it themselves: presses on them are left alone.
 */
export function dismissable(
  close: () => void,
  isOpener: (target: Element) => boolean = () => false,
): Attachment<HTMLElement> {
  return (element) => {
    const onPointerDown = (event: PointerEvent): void => {
      const { target } = event;
      if (!(target instanceof Element) || element.contains(target) || isOpener(target)) return;
      close();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      close();
    };
    const { ownerDocument } = element;
    // Capture: also presses that a chart or a grid keeps for itself.
    ownerDocument.addEventListener('pointerdown', onPointerDown, true);
    ownerDocument.addEventListener('keydown', onKeyDown, true);
    return () => {
      ownerDocument.removeEventListener('pointerdown', onPointerDown, true);
      ownerDocument.removeEventListener('keydown', onKeyDown, true);
    };
  };
}
