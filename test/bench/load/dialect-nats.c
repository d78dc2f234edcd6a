/**
 * nats: the NATS client protocol in binary frames.
 *
 * @see https://docs.nats.io/reference/nats-protocols/nats-protocol
 */
#include <string.h>

#include "dialect.h"
#include "options.h"
#include "trade-json.h"
#include "websocket.h"

static void nats_open(struct connection *c) { (void)c; }

static void subscribe(struct connection *c) {
  static struct buffer text;
  text.length = 0;
  buffer_append_text(&text,
                     "CONNECT {\"verbose\":false,\"pedantic\":false,\"tls_required\":false,"
                     "\"name\":\"bench\",\"lang\":\"c\",\"version\":\"0\"}\r\n");
  for (uint32_t at = 0; at < options.topics; at++) {
    buffer_append_format(&text, "SUB md.SYM%04u %u\r\n", c->topics[at], at + 1);
  }
  buffer_append_text(&text, "PING\r\n");
  websocket_send(c, OPCODE_BINARY, text.bytes, text.length);
}

/** Length of the payload that a line like "MSG <subject> <sid> [reply] <length>" announces. */
static size_t announced_length(const uint8_t *line, size_t count) {
  size_t length = 0;
  size_t scale = 1;
  while (count > 0 && line[count - 1] >= '0' && line[count - 1] <= '9' && scale < 1000000000) {
    length += (size_t)(line[--count] - '0') * scale;
    scale *= 10;
  }
  return length;
}

/** Takes all complete operations of the stream; returns how many bytes they have. */
static size_t take_stream(struct connection *c, const uint8_t *bytes, size_t count) {
  size_t used = 0;
  while (c->stage != STAGE_CLOSED) {
    const uint8_t *line = bytes + used;
    const uint8_t *end = memchr(line, '\n', count - used);
    if (!end || end == line) break;
    size_t length = (size_t)(end - line) - 1;
    size_t next = used + length + 2;
    if (line[0] == 'M') {
      size_t payload = announced_length(line, length);
      if (count - next < payload + 2) break;
      count_json_trades(c, bytes + next, payload);
      next += payload + 2;
    } else if (line[0] == 'I') {
      if (c->stage == STAGE_SUBSCRIBING && c->unconfirmed > 0) subscribe(c);
      c->unconfirmed = 0;
    } else if (line[0] == 'P' && line[1] == 'I') {
      websocket_send(c, OPCODE_BINARY, "PONG\r\n", 6);
    } else if (line[0] == 'P') {
      connection_subscribed(c);
    } else if (line[0] == '-') {
      connection_fail(c, "NATS says %.*s", (int)length, (const char *)line);
    }
    used = next;
  }
  return used;
}

static void nats_receive(struct connection *c, const uint8_t *bytes, size_t count, bool is_final) {
  (void)is_final;
  if (c->pending.length > 0) {
    buffer_append(&c->pending, bytes, count);
    buffer_drop(&c->pending, take_stream(c, c->pending.bytes, c->pending.length));
  } else {
    size_t used = take_stream(c, bytes, count);
    buffer_append(&c->pending, bytes + used, count - used);
  }
}

const struct dialect dialect_nats = {
    .name = "nats",
    .is_websocket = true,
    .path = "/",
    .open = nats_open,
    .receive = nats_receive,
};
