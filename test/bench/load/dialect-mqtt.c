/**
 * mqtt: MQTT 3.1.1 at QoS 0.
 *
 * @see https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dialect.h"
#include "options.h"
#include "trade-json.h"
#include "websocket.h"

/** Packet types, the high four bits of a packet's first byte. */
enum packet { CONNECT = 1, CONNACK = 2, PUBLISH = 3, SUBSCRIBE = 8, SUBACK = 9 };

static struct buffer body;

static void append_string(const char *text) {
  size_t length = strlen(text);
  buffer_append_byte(&body, (uint8_t)(length >> 8));
  buffer_append_byte(&body, (uint8_t)length);
  buffer_append_text(&body, text);
}

static void send_packet(struct connection *c, uint8_t first) {
  static struct buffer packet;
  packet.length = 0;
  buffer_append_byte(&packet, first);
  size_t rest = body.length;
  do {
    buffer_append_byte(&packet, (uint8_t)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0)));
    rest >>= 7;
  } while (rest > 0);
  buffer_append(&packet, body.bytes, body.length);
  websocket_send(c, OPCODE_BINARY, packet.bytes, packet.length);
}

static void mqtt_open(struct connection *c) {
  // Protocol level 4, clean session, no keep-alive.
  static const uint8_t HEAD[] = {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0};
  char name[32];
  snprintf(name, sizeof name, "load-%d-%u", (int)getpid(), c->index);
  body.length = 0;
  buffer_append(&body, HEAD, sizeof HEAD);
  append_string(name);
  send_packet(c, CONNECT << 4);
}

static void subscribe(struct connection *c) {
  static const uint8_t PACKET_ID[] = {0, 1};
  body.length = 0;
  buffer_append(&body, PACKET_ID, sizeof PACKET_ID);
  for (uint32_t at = 0; at < options.topics; at++) {
    char topic[32];
    snprintf(topic, sizeof topic, "md/SYM%04u", c->topics[at]);
    append_string(topic);
    buffer_append_byte(&body, 0);
  }
  // The low bits of SUBSCRIBE are fixed at 2.
  send_packet(c, SUBSCRIBE << 4 | 2);
}

static void take_packet(struct connection *c, uint8_t first, const uint8_t *bytes, size_t count) {
  switch (first >> 4) {
    case PUBLISH: {
      size_t head = count < 2 ? count : 2 + ((size_t)bytes[0] << 8 | bytes[1]);
      if (first & 6) head += 2;
      if (head <= count) count_json_trades(c, bytes + head, count - head);
      break;
    }
    case CONNACK:
      if (count == 2 && bytes[1] == 0) subscribe(c);
      else connection_fail(c, "the broker refused CONNECT: code %u", count == 2 ? bytes[1] : 0u);
      break;
    case SUBACK:
      for (size_t at = 2; at < count; at++) {
        if (bytes[at] & 0x80) connection_fail(c, "the broker refused topic %zu", at - 2);
      }
      connection_subscribed(c);
      break;
    default:
      break;
  }
}

/** Takes all complete packets of the stream; returns how many bytes they have. */
static size_t take_stream(struct connection *c, const uint8_t *bytes, size_t count) {
  size_t used = 0;
  while (c->stage != STAGE_CLOSED) {
    size_t at = used + 1;
    size_t length = 0;
    int shift = 0;
    for (;; at++, shift += 7) {
      if (at >= count || shift > 21) return used;
      length |= (size_t)(bytes[at] & 0x7f) << shift;
      if (!(bytes[at] & 0x80)) break;
    }
    at++;
    if (count - at < length) return used;
    take_packet(c, bytes[used], bytes + at, length);
    used = at + length;
  }
  return used;
}

static void mqtt_receive(struct connection *c, const uint8_t *bytes, size_t count, bool is_final) {
  (void)is_final;
  if (c->pending.length > 0) {
    buffer_append(&c->pending, bytes, count);
    buffer_drop(&c->pending, take_stream(c, c->pending.bytes, c->pending.length));
  } else {
    size_t used = take_stream(c, bytes, count);
    buffer_append(&c->pending, bytes + used, count - used);
  }
}

const struct dialect dialect_mqtt = {
    .name = "mqtt",
    .is_websocket = true,
    .path = "/mqtt",
    .subprotocol = "mqtt",
    .open = mqtt_open,
    .receive = mqtt_receive,
};
