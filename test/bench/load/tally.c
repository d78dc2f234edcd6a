#include "tally.h"

struct tally tally;

void tally_clear(struct tally *counts) {
  for (int at = 0; at < 2; at++) {
    struct side *side = &counts->sides[at];
    histogram_clear(&side->ages);
    side->updates = side->lost = side->repeated = side->closed = 0;
  }
  counts->messages = counts->payload_bytes = counts->wire_bytes = counts->unexpected = 0;
}

void tally_merge(struct tally *counts, const struct tally *other) {
  for (int at = 0; at < 2; at++) {
    struct side *side = &counts->sides[at];
    const struct side *more = &other->sides[at];
    histogram_merge(&side->ages, &more->ages);
    side->updates += more->updates;
    side->lost += more->lost;
    side->repeated += more->repeated;
    side->closed += more->closed;
  }
  counts->messages += other->messages;
  counts->payload_bytes += other->payload_bytes;
  counts->wire_bytes += other->wire_bytes;
  counts->unexpected += other->unexpected;
}
