/**
 * Trades as the peers send them:
 * {"s":"SYM0017","p":10423.5,"q":1234,"d":"b","v":1763712345658,"t":1763712345678}
 *
 * q is the size, which counts 1, 2, 3, ... per symbol; v and t are venue time and time of receipt.
 */
#ifndef LOAD_TRADE_JSON_H
#define LOAD_TRADE_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"
#include "connection.h"

/** Counts every trade in a text; anything around the objects is passed over. */
void count_json_trades(struct connection *c, const uint8_t *text, size_t count);

/**
 * Puts the fragments of a message together.
 *
 * @returns The message, in place when it came as one frame, or NULL while more is to come.
 */
const uint8_t *whole_message(struct connection *c, const uint8_t *bytes, size_t *count,
                             bool is_final);

/** Appends ["SYM0001","SYM0002", ...]: the client's topics. */
void append_topics_json(struct buffer *text, const struct connection *c);

#endif
