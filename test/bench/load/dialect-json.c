/**
 * json-ws: a plain WebSocket whose every text frame is one trade; socketio: the same inside
 * Engine.IO 4.
 */
#include <string.h>

#include "dialect.h"
#include "options.h"
#include "trade-json.h"
#include "websocket.h"

static bool begins_with(const uint8_t *bytes, size_t count, const char *text) {
  size_t length = strlen(text);
  return count >= length && memcmp(bytes, text, length) == 0;
}

static void send_subscription(struct connection *c, const char *before, const char *after) {
  static struct buffer text;
  text.length = 0;
  buffer_append_text(&text, before);
  append_topics_json(&text, c);
  buffer_append_text(&text, after);
  websocket_send(c, OPCODE_TEXT, text.bytes, text.length);
}

static void json_open(struct connection *c) { send_subscription(c, "{\"subscribe\":", "}"); }

static void json_receive(struct connection *c, const uint8_t *bytes, size_t count, bool is_final) {
  bytes = whole_message(c, bytes, &count, is_final);
  if (!bytes) return;
  if (c->stage == STAGE_SUBSCRIBING && begins_with(bytes, count, "{\"subscribed\"")) {
    connection_subscribed(c);
  } else {
    count_json_trades(c, bytes, count);
  }
}

static void socketio_open(struct connection *c) { (void)c; }

/**
 * @see https://socket.io/docs/v4/engine-io-protocol/ and socket-io-protocol/: packet types are
 * digits.
 */
static void socketio_receive(struct connection *c, const uint8_t *bytes, size_t count,
                             bool is_final) {
  bytes = whole_message(c, bytes, &count, is_final);
  if (!bytes || count == 0) return;
  if (begins_with(bytes, count, "42[\"trade\"")) {
    count_json_trades(c, bytes, count);
  } else if (bytes[0] == '2') {
    websocket_send(c, OPCODE_TEXT, "3", 1);
  } else if (bytes[0] == '0') {
    websocket_send(c, OPCODE_TEXT, "40", 2);
  } else if (begins_with(bytes, count, "40")) {
    send_subscription(c, "42[\"subscribe\",", "]");
  } else if (begins_with(bytes, count, "42[\"subscribed\"")) {
    connection_subscribed(c);
  } else if (begins_with(bytes, count, "41") || begins_with(bytes, count, "44") ||
             bytes[0] == '1') {
    connection_fail(c, "the server ended the session: %.*s", (int)count, (const char *)bytes);
  }
}

const struct dialect dialect_json_ws = {
    .name = "json-ws",
    .is_websocket = true,
    .path = "/",
    .open = json_open,
    .receive = json_receive,
};

const struct dialect dialect_socketio = {
    .name = "socketio",
    .is_websocket = true,
    .path = "/socket.io/?EIO=4&transport=websocket",
    .open = socketio_open,
    .receive = socketio_receive,
};
