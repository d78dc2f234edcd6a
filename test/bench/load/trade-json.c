#include "trade-json.h"

#include "buffer.h"
#include "options.h"
#include "tally.h"

static const uint8_t *read_digits(const uint8_t *at, const uint8_t *end, uint64_t *value) {
  uint64_t digits = 0;
  while (at < end && (uint8_t)(*at - '0') < 10) digits = digits * 10 + (uint64_t)(*at++ - '0');
  *value = digits;
  return at;
}

void count_json_trades(struct connection *c, const uint8_t *text, size_t count) {
  const uint8_t *at = text;
  const uint8_t *end = text + count;
  uint64_t symbol = UINT64_MAX;
  uint64_t sequence = 0;
  uint64_t received_ms = 0;
  // The longest thing looked at from one place is "s":"SYM: the rest of an object is longer.
  while (end - at > 4) {
    if (at[0] == '"' && at[2] == '"' && at[3] == ':') {
      uint8_t key = at[1];
      at += 4;
      if (key == 's' && end - at > 4) at = read_digits(at + 4, end, &symbol);
      else if (key == 'q') at = read_digits(at, end, &sequence);
      else if (key == 't') at = read_digits(at, end, &received_ms);
    } else {
      at++;
    }
    if (received_ms != 0 && symbol != UINT64_MAX && sequence != 0) {
      tally_update(c, symbol, (int64_t)sequence, (int64_t)received_ms);
      symbol = UINT64_MAX;
      sequence = received_ms = 0;
    }
  }
}

const uint8_t *whole_message(struct connection *c, const uint8_t *bytes, size_t *count,
                             bool is_final) {
  if (is_final && c->pending.length == 0) return bytes;
  buffer_append(&c->pending, bytes, *count);
  if (!is_final) return NULL;
  *count = c->pending.length;
  c->pending.length = 0;
  return c->pending.bytes;
}

void append_topics_json(struct buffer *text, const struct connection *c) {
  for (uint32_t at = 0; at < options.topics; at++) {
    buffer_append_format(text, "%c\"SYM%04u\"", at == 0 ? '[' : ',', c->topics[at]);
  }
  buffer_append_byte(text, ']');
}
