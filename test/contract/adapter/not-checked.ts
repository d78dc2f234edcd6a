/** Begins the names of skipped tests that stand for what could not be checked. */
export const NOT_CHECKED = 'not checked: ';
