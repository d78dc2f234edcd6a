/** Names a dependency of an effect or a derived value that its code does not otherwise read. */

/**
 * Does nothing with its arguments; that the caller reads them is what counts.
 *
 * Takes reactive values whose change must run the surrounding code again.
 */
export const track: (...values: readonly unknown[]) => void = () => undefined;
