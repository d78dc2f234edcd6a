/** Seeded random numbers: the generator of test/bench/random.ts (mulberry32), number for number. */
#ifndef LOAD_RANDOM_H
#define LOAD_RANDOM_H
#include <stdint.h>

struct random {
  uint32_t state;
};

/** Returns the next 32 random bits. */
uint32_t random_bits(struct random *random);

/** Returns an integer from 0 to limit - 1; limit >= 1. */
uint32_t random_below(struct random *random, uint32_t limit);

/**
 * Draws the symbols of one client.
 *
 * Its generator starts at seed + (client + 1) * 0x9e3779b9, so a client's symbols do not depend on
 * how many clients there are. The draw is the first `topic_count` steps of a Fisher-Yates shuffle.
 *
 * @param chosen Receives `topic_count` distinct numbers below `symbol_count`, in drawn order; all
 *               of them in ascending order when the counts are equal.
 */
void choose_symbols(uint32_t seed, uint32_t client, uint32_t symbol_count, uint32_t topic_count,
                    uint32_t *chosen);

#endif
