/** Environment variable that names the module under test, absolute. */
export const MODULE_VARIABLE = 'TICKWIRE_ADAPTER';
