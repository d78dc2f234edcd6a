/** JSON whose numbers stay the text that was written; pure. */

/** A string without an end goes up to that of the text: to look for it from each of its quotes anew would take ages. */
const STRING_OR_NUMBER =
  /"(?:[^"\\]|\\[^])*(?:"|\\?$)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const QUOTE = 34;

/**
 * Parses JSON with every number as its text: `101.20` stays `101.20`, and 2^64 keeps all its digits.
 *
 * A double would lose both: prices of 16 digits, ids above 2^53, times in nanoseconds.
 *
 * @returns The value; where JSON has a number stands a string. So `1.5` and `"1.5"` come out the same.
 * @throws {SyntaxError} As JSON.parse does.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text.replace(STRING_OR_NUMBER, quoteNumber));
}

/** Quotes come in pairs, so that a text that was no JSON does not become one. */
function quoteNumber(token: string): string {
  return token.charCodeAt(0) === QUOTE ? token : `"${token}"`;
}
