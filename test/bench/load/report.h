/** The events on stdout, one JSON object a line. */
#ifndef LOAD_REPORT_H
#define LOAD_REPORT_H
#include <stdint.h>

#include "tally.h"

/** What is known of a span of time beside its counts. */
struct span {
  /** Wall clock, milliseconds. */
  double start_ms;
  double end_ms;
  /** Own CPU time over elapsed time, 0 to 1. */
  double cpu_share;
  /** Longest time between two returns to epoll, milliseconds. */
  double lag_ms;
};

/** @param connect_ms From the first connection's start to the last subscription. */
void report_subscribed(double connect_ms);

void report_window(uint32_t index, struct span span, const struct tally *counts);

/** @param counts Of all windows together. */
void report_done(struct span span, const struct tally *counts);

#endif
