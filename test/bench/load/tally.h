/** What has been counted since the present window began. */
#ifndef LOAD_TALLY_H
#define LOAD_TALLY_H
#include <stdint.h>

#include "connection.h"
#include "histogram.h"
#include "options.h"

struct side {
  uint64_t updates;
  /** Sequence numbers jumped over, and updates whose number was not above the one before. */
  uint64_t lost;
  uint64_t repeated;
  /** Connections that ended. */
  uint64_t closed;
  struct histogram ages;
};

struct tally {
  /** Fast clients, slow clients. */
  struct side sides[2];
  /** WebSocket data frames (raw: TLS records) and their payload. */
  uint64_t messages;
  uint64_t payload_bytes;
  /** Received from the sockets, TLS included. */
  uint64_t wire_bytes;
  /** Updates of symbols that their client did not ask for. */
  uint64_t unexpected;
};

extern struct tally tally;

void tally_clear(struct tally *counts);

/** Adds all counts of `other`. */
void tally_merge(struct tally *counts, const struct tally *other);

/**
 * Follows the sequence numbers of one client and symbol; the feed counts 1, 2, 3, ... in the
 * trades' size.
 *
 * The first one after subscribing is taken as it is.
 */
static inline void tally_sequence(struct connection *c, uint32_t symbol, int64_t sequence) {
  int32_t *newest = &c->sequences[symbol];
  struct side *side = &tally.sides[c->is_slow];
  if (sequence <= *newest) {
    side->repeated++;
    return;
  }
  if (*newest > 0) side->lost += (uint64_t)(sequence - *newest - 1);
  *newest = (int32_t)sequence;
}

/** Counts one update. @param received_ms When the feed received it, wall clock. */
static inline void tally_update(struct connection *c, uint64_t symbol, int64_t sequence,
                                int64_t received_ms) {
  if (symbol >= options.symbols || c->sequences[symbol] < 0) {
    tally.unexpected++;
    return;
  }
  struct side *side = &tally.sides[c->is_slow];
  side->updates++;
  histogram_add(&side->ages, now_wall_ms - received_ms);
  tally_sequence(c, (uint32_t)symbol, sequence);
}

/**
 * Takes note of the newest sequence number in a snapshot, which is no update: what it jumps over
 * was not delivered one by one, so it is lost; what it repeats is not held against the server.
 */
static inline void tally_snapshot(struct connection *c, uint64_t symbol, int64_t sequence) {
  if (symbol >= options.symbols || c->sequences[symbol] < 0) tally.unexpected++;
  else if (sequence > c->sequences[symbol]) tally_sequence(c, (uint32_t)symbol, sequence);
}

#endif
