/**
 * tickwire: our own frames (proto/stream.proto), every trade or the last one only, with
 * acknowledgements.
 */
#include <stdio.h>
#include <string.h>

#include "dialect.h"
#include "options.h"
#include "protobuf.h"
#include "tally.h"
#include "tickwire-symbols.h"
#include "websocket.h"

/** Channel of stream.proto: the last trade, conflated; every trade. */
enum channel { CHANNEL_LAST = 2, CHANNEL_TRADES = 5 };

/** Bits of SymbolUpdate.groups. */
enum group { GROUP_LAST = 2, GROUP_SNAPSHOT = 64 };

/** An Ack goes out this long after the first frame that it covers came, at the latest. */
#define ACK_AFTER_MS 500

/** Until the Welcome says otherwise. */
#define DEFAULT_HEARTBEAT_MS 5000
#define DEFAULT_WINDOW_FRAMES 2

static struct buffer body;

/** Sends a ClientFrame whose one field is the message in `body`. */
static void send_body(struct connection *c, uint32_t field) {
  static struct buffer frame;
  frame.length = 0;
  write_bytes(&frame, field, body.bytes, body.length);
  websocket_send(c, OPCODE_BINARY, frame.bytes, frame.length);
}

static void subscribe(struct connection *c, enum channel channel) {
  c->tickwire = (struct tickwire_client){.window_frames = DEFAULT_WINDOW_FRAMES,
                                         .heartbeat_ms = DEFAULT_HEARTBEAT_MS,
                                         .pinged_ms = now_steady_ms};
  if (options.rate_ms > 0) {
    body.length = 0;
    write_number(&body, 2, options.rate_ms);
    send_body(c, 3);
  }
  static struct buffer topic;
  uint8_t channels = (uint8_t)channel;
  body.length = 0;
  write_number(&body, 1, 1);
  for (uint32_t at = 0; at < options.topics; at++) {
    char symbol[16];
    int length = snprintf(symbol, sizeof symbol, "SYM%04u", c->topics[at]);
    topic.length = 0;
    write_bytes(&topic, 1, symbol, (size_t)length);
    write_bytes(&topic, 2, &channels, 1);
    write_bytes(&body, 2, topic.bytes, topic.length);
  }
  send_body(c, 1);
}

static void subscribe_trades(struct connection *c) { subscribe(c, CHANNEL_TRADES); }

static void subscribe_last(struct connection *c) { subscribe(c, CHANNEL_LAST); }

static void acknowledge(struct connection *c) {
  body.length = 0;
  write_number(&body, 1, c->tickwire.newest_frame);
  send_body(c, 4);
  c->tickwire.acknowledged_frame = c->tickwire.newest_frame;
}

static void ping(struct connection *c) {
  double time_ms = now_steady_ms;
  c->tickwire.pinged_ms = time_ms;
  body.length = 0;
  write_varint(&body, 1 << 3 | 1);
  buffer_append(&body, &time_ms, sizeof time_ms);
  send_body(c, 5);
}

static void take_data_frame(struct connection *c, uint32_t frame) {
  struct tickwire_client *t = &c->tickwire;
  if (frame != t->newest_frame + 1) {
    connection_fail(c, "expected frame %u, got %u", t->newest_frame + 1, frame);
    return;
  }
  if (t->newest_frame == t->acknowledged_frame) t->unacknowledged_since_ms = now_steady_ms;
  t->newest_frame = frame;
  if ((frame - t->acknowledged_frame) * 2 >= t->window_frames) acknowledge(c);
}

/** Seven numbers a row; see trade_rows in stream.proto. */
static void take_trade_rows(struct connection *c, struct reader rows, struct known_symbol symbol,
                            bool is_snapshot, int64_t server_time_ms) {
  int64_t entry_ms = 0;
  bool is_first = true;
  while (rows.at < rows.end && !rows.is_broken) {
    int64_t step = read_zigzag(&rows);
    entry_ms = is_first ? server_time_ms - step : entry_ms + step;
    is_first = false;
    skip_varint(&rows);  // entry sequence and side
    skip_varint(&rows);  // index
    skip_varint(&rows);  // price
    int64_t size = read_zigzag(&rows);
    int64_t received_ms = entry_ms + read_zigzag(&rows);
    skip_varint(&rows);  // venue time
    if (rows.is_broken) break;
    if (symbol.size_scale != 1) size /= symbol.size_scale;
    if (is_snapshot) tally_snapshot(c, symbol.number, size);
    else tally_update(c, symbol.number, size, received_ms);
  }
  if (rows.is_broken) connection_fail(c, "trade_rows ends within a row");
}

static void take_update(struct connection *c, struct reader update, int64_t server_time_ms) {
  struct known_symbol symbol = {UINT32_MAX, 1};
  struct reader rows = {0};
  uint64_t groups = 0;
  uint64_t last_size = 0;
  uint64_t last_age_ms = 0;
  for (struct field field; read_field(&update, &field);) {
    switch (field.number) {
      case 1:
        symbol = known_symbol(field.value);
        break;
      case 2:
        groups = field.value;
        break;
      case 11:
        last_size = field.value;
        break;
      case 13:
        last_age_ms = field.value;
        break;
      case 15:
        rows = field.bytes;
        break;
      default:
        break;
    }
  }
  if (update.is_broken) connection_fail(c, "a SymbolUpdate is malformed");
  bool is_snapshot = groups & GROUP_SNAPSHOT;
  if (rows.at) take_trade_rows(c, rows, symbol, is_snapshot, server_time_ms);
  if (groups & GROUP_LAST) {
    int64_t size = (int64_t)last_size / symbol.size_scale;
    if (is_snapshot) tally_snapshot(c, symbol.number, size);
    else tally_update(c, symbol.number, size, server_time_ms - (int64_t)last_age_ms);
  }
}

static void take_subscribed(struct connection *c, struct reader subscribed) {
  for (struct field field; read_field(&subscribed, &field);) {
    if (field.number != 2) continue;
    learn_symbol(c, field.bytes);
    if (c->unconfirmed > 0) c->unconfirmed--;
  }
  if (c->unconfirmed == 0) connection_subscribed(c);
}

static void take_error(struct connection *c, struct reader error) {
  struct reader code = {0};
  struct reader message = {0};
  for (struct field field; read_field(&error, &field);) {
    if (field.number == 1) code = field.bytes;
    if (field.number == 2) message = field.bytes;
  }
  connection_fail(c, "the server says %.*s: %.*s", (int)(code.end - code.at),
                  (const char *)code.at, (int)(message.end - message.at),
                  (const char *)message.at);
}

static void take_welcome(struct connection *c, struct reader welcome) {
  for (struct field field; read_field(&welcome, &field);) {
    if (field.number == 2) c->tickwire.heartbeat_ms = (uint32_t)field.value;
    if (field.number == 5) c->tickwire.window_frames = (uint32_t)field.value;
  }
}

/** The head (frame, time) comes before what refers to it. */
static void tickwire_receive(struct connection *c, const uint8_t *bytes, size_t count,
                             bool is_final) {
  if (!is_final) {
    connection_fail(c, "expected one WebSocket frame a message");
    return;
  }
  struct reader frame = {bytes, bytes + count, false};
  int64_t server_time_ms = 0;
  uint32_t number = 0;
  for (struct field field; read_field(&frame, &field);) {
    switch (field.number) {
      case 1:
        number = (uint32_t)field.value;
        break;
      case 2:
        server_time_ms = (int64_t)field.value;
        break;
      case 3:
        take_update(c, field.bytes, server_time_ms);
        break;
      case 4:
        take_subscribed(c, field.bytes);
        break;
      case 5:
        take_error(c, field.bytes);
        break;
      case 10:
        take_welcome(c, field.bytes);
        break;
      default:
        break;
    }
  }
  if (frame.is_broken) connection_fail(c, "a ServerFrame is malformed");
  if (number > 0) take_data_frame(c, number);
}

static void tickwire_sweep(struct connection *c) {
  const struct tickwire_client *t = &c->tickwire;
  bool is_owing = t->newest_frame != t->acknowledged_frame;
  if (is_owing && now_steady_ms - t->unacknowledged_since_ms >= ACK_AFTER_MS) acknowledge(c);
  if (now_steady_ms - t->pinged_ms >= t->heartbeat_ms) ping(c);
}

const struct dialect dialect_tickwire_trades = {
    .name = "tickwire-trades",
    .is_websocket = true,
    .path = "/stream",
    .subprotocol = "marketdata.v1",
    .open = subscribe_trades,
    .receive = tickwire_receive,
    .sweep = tickwire_sweep,
};

const struct dialect dialect_tickwire_last = {
    .name = "tickwire-last",
    .is_websocket = true,
    .path = "/stream",
    .subprotocol = "marketdata.v1",
    .open = subscribe_last,
    .receive = tickwire_receive,
    .sweep = tickwire_sweep,
};
