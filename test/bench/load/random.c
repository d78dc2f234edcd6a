#include "random.h"

#include <stdlib.h>

#include "fail.h"

uint32_t random_bits(struct random *random) {
  random->state += 0x6d2b79f5u;
  uint32_t mixed = (random->state ^ (random->state >> 15)) * (random->state | 1u);
  mixed ^= mixed + (mixed ^ (mixed >> 7)) * (mixed | 61u);
  return mixed ^ (mixed >> 14);
}

uint32_t random_below(struct random *random, uint32_t limit) {
  return (uint32_t)(((uint64_t)random_bits(random) * limit) >> 32);
}

void choose_symbols(uint32_t seed, uint32_t client, uint32_t symbol_count, uint32_t topic_count,
                    uint32_t *chosen) {
  uint32_t *pool = need(malloc(symbol_count * sizeof *pool));
  for (uint32_t at = 0; at < symbol_count; at++) pool[at] = at;
  struct random random = {seed + (client + 1) * 0x9e3779b9u};
  for (uint32_t at = 0; at < topic_count; at++) {
    uint32_t from = at;
    if (topic_count < symbol_count) from += random_below(&random, symbol_count - at);
    chosen[at] = pool[from];
    pool[from] = pool[at];
  }
  free(pool);
}
