/** raw: plain TLS, whose records are counted and not looked at. */
#include <stdio.h>

#include "dialect.h"
#include "tally.h"

static void raw_open(struct connection *c) {
  char line[32];
  int length = snprintf(line, sizeof line, "subscribe %u\n", c->index);
  connection_send(c, line, (size_t)length);
}

static void raw_receive(struct connection *c, const uint8_t *bytes, size_t count, bool is_final) {
  (void)is_final;
  if (count == 0) return;
  tally.messages += c->tls.record_count;
  tally.payload_bytes += count;
  c->tls.record_count = 0;
  if (c->stage == STAGE_LIVE) return;
  if (bytes[0] == '!') connection_subscribed(c);
  else connection_fail(c, "expected \"!\" as the first byte, got %02x", bytes[0]);
}

const struct dialect dialect_raw = {
    .name = "raw",
    .is_websocket = false,
    .open = raw_open,
    .receive = raw_receive,
};
