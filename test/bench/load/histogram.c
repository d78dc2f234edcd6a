#include "histogram.h"

#include <math.h>
#include <string.h>

void histogram_clear(struct histogram *histogram) {
  memset(histogram->counts, 0, ((size_t)histogram->highest + 1) * sizeof histogram->counts[0]);
  histogram->total = 0;
  histogram->highest = 0;
}

void histogram_merge(struct histogram *histogram, const struct histogram *other) {
  for (int32_t bucket = 0; bucket <= other->highest; bucket++) {
    histogram->counts[bucket] += other->counts[bucket];
  }
  histogram->total += other->total;
  if (other->highest > histogram->highest) histogram->highest = other->highest;
}

int32_t histogram_percentile(const struct histogram *histogram, double share) {
  uint64_t rank = (uint64_t)ceil(share * (double)histogram->total);
  uint64_t seen = 0;
  for (int32_t bucket = 0; bucket <= histogram->highest; bucket++) {
    seen += histogram->counts[bucket];
    if (seen >= rank && seen > 0) return bucket;
  }
  return 0;
}
