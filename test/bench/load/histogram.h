/** Exact counts of ages in buckets of 1 ms. */
#ifndef LOAD_HISTOGRAM_H
#define LOAD_HISTOGRAM_H
#include <stdint.h>

/** Older than this counts as this, milliseconds. */
#define HISTOGRAM_MAX_MS 60000

struct histogram {
  uint64_t total;
  /** Highest bucket in use since it was cleared. */
  int32_t highest;
  uint32_t counts[HISTOGRAM_MAX_MS + 1];
};

/** Counts one age; one below 0 (clocks of two processes may differ by a tick) counts as 0. */
static inline void histogram_add(struct histogram *histogram, int64_t age_ms) {
  int32_t bucket = age_ms < 0                  ? 0
                   : age_ms > HISTOGRAM_MAX_MS ? HISTOGRAM_MAX_MS
                                               : (int32_t)age_ms;
  if (bucket > histogram->highest) histogram->highest = bucket;
  histogram->counts[bucket]++;
  histogram->total++;
}

void histogram_clear(struct histogram *histogram);

/** Adds the counts of `other`. */
void histogram_merge(struct histogram *histogram, const struct histogram *other);

/**
 * Returns the smallest age that is not below `share` (0 to 1) of all ages, milliseconds (nearest
 * rank).
 * 0 when nothing was counted.
 */
int32_t histogram_percentile(const struct histogram *histogram, double share);

#endif
