/** WebSocket as a client speaks it (RFC 6455). */
#ifndef LOAD_WEBSOCKET_H
#define LOAD_WEBSOCKET_H
#include <stddef.h>
#include <stdint.h>

#include "connection.h"

enum opcode {
  OPCODE_CONTINUATION = 0,
  OPCODE_TEXT = 1,
  OPCODE_BINARY = 2,
  OPCODE_CLOSE = 8,
  OPCODE_PING = 9,
  OPCODE_PONG = 10,
};

/** Sends the upgrade request. @param subprotocol NULL: none. */
void websocket_ask(struct connection *c, const char *path, const char *subprotocol);

/**
 * Reads the server's answer; returns its length, 0 while it is incomplete. A refusal fails the
 * client.
 */
size_t websocket_read_answer(struct connection *c, const uint8_t *bytes, size_t count);

/** Hands all complete frames to the dialect, in place; returns the length of what was used. */
size_t websocket_read(struct connection *c, const uint8_t *bytes, size_t count);

/** Sends one frame. */
void websocket_send(struct connection *c, enum opcode opcode, const void *payload, size_t count);

#endif
