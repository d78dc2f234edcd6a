#include "websocket.h"

#include <string.h>

#include "dialect.h"
#include "options.h"
#include "random.h"
#include "tally.h"

/** Larger frames than this are taken for a misunderstanding, bytes. */
#define FRAME_LIMIT (64u * 1024 * 1024)

void websocket_ask(struct connection *c, const char *path, const char *subprotocol) {
  static struct buffer request;
  request.length = 0;
  buffer_append_text(&request, "GET ");
  buffer_append_text(&request, path);
  buffer_append_format(&request,
                       " HTTP/1.1\r\nHost: localhost:%u\r\n"
                       "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                       "Sec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: bG9hZGxvYWRsb2FkbG9hZA==\r\n",
                       options.port);
  if (subprotocol) buffer_append_format(&request, "Sec-WebSocket-Protocol: %s\r\n", subprotocol);
  buffer_append_text(&request, "\r\n");
  connection_send(c, request.bytes, request.length);
}

size_t websocket_read_answer(struct connection *c, const uint8_t *bytes, size_t count) {
  const uint8_t *end = memmem(bytes, count, "\r\n\r\n", 4);
  if (!end) return 0;
  if (count < 12 || memcmp(bytes, "HTTP/1.1 101", 12) != 0) {
    const uint8_t *line = memchr(bytes, '\r', count);
    connection_fail(c, "expected the server to accept the WebSocket, got \"%.*s\"",
                    (int)(line - bytes), (const char *)bytes);
  }
  return (size_t)(end - bytes) + 4;
}

static void take_control(struct connection *c, unsigned opcode, const uint8_t *payload,
                         size_t count) {
  if (opcode == OPCODE_PING) websocket_send(c, OPCODE_PONG, payload, count);
  if (opcode == OPCODE_CLOSE) {
    unsigned code = count >= 2 ? (unsigned)payload[0] << 8 | payload[1] : 1005;
    int length = count > 2 ? (int)count - 2 : 0;
    connection_fail(c, "the server closed the WebSocket: %u %.*s", code, length,
                    (const char *)payload + 2);
  }
}

size_t websocket_read(struct connection *c, const uint8_t *bytes, size_t count) {
  const uint8_t *at = bytes;
  const uint8_t *end = bytes + count;
  while (end - at >= 2) {
    size_t head = 2;
    uint64_t length = at[1] & 0x7f;
    if (length == 126) {
      head = 4;
      if (end - at < 4) break;
      length = (uint64_t)at[2] << 8 | at[3];
    } else if (length == 127) {
      head = 10;
      if (end - at < 10) break;
      length = 0;
      for (int byte = 2; byte < 10; byte++) length = length << 8 | at[byte];
    }
    if (length > FRAME_LIMIT || (at[0] & 0x70) || (at[1] & 0x80)) {
      connection_fail(c, "expected a plain WebSocket frame, got head bytes %02x %02x", at[0],
                      at[1]);
      break;
    }
    if ((uint64_t)(end - at) < head + length) break;
    const uint8_t *payload = at + head;
    unsigned opcode = at[0] & 0x0f;
    if (opcode < OPCODE_CLOSE) {
      tally.messages++;
      tally.payload_bytes += length;
      dialect->receive(c, payload, length, at[0] & 0x80);
    } else {
      take_control(c, opcode, payload, length);
    }
    at = payload + length;
    if (c->stage == STAGE_CLOSED) break;
  }
  return (size_t)(at - bytes);
}

void websocket_send(struct connection *c, enum opcode opcode, const void *payload, size_t count) {
  static struct buffer frame;
  static struct random random = {1};
  const uint8_t *bytes = payload;
  uint32_t key = random_bits(&random);
  uint8_t mask[4];
  memcpy(mask, &key, 4);

  frame.length = 0;
  buffer_append_byte(&frame, (uint8_t)(0x80 | opcode));
  if (count < 126) {
    buffer_append_byte(&frame, (uint8_t)(0x80 | count));
  } else if (count < 65536) {
    buffer_append_byte(&frame, 0x80 | 126);
    buffer_append_byte(&frame, (uint8_t)(count >> 8));
    buffer_append_byte(&frame, (uint8_t)count);
  } else {
    buffer_append_byte(&frame, 0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer_append_byte(&frame, (uint8_t)((uint64_t)count >> shift));
    }
  }
  buffer_append(&frame, mask, 4);
  buffer_reserve(&frame, count);
  for (size_t at = 0; at < count; at++) frame.bytes[frame.length++] = bytes[at] ^ mask[at & 3];
  connection_send(c, frame.bytes, frame.length);
}
