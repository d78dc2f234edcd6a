/** The two clocks: wall time for ages, monotonic time for waiting. */
#ifndef LOAD_CLOCK_H
#define LOAD_CLOCK_H
#include <stdint.h>
#include <time.h>

static inline double clock_ms(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/** Milliseconds since 1970, cut off as the feed cuts its own: comparable with times in payloads. */
static inline int64_t wall_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/** Milliseconds of a clock that nobody sets. */
static inline double steady_ms(void) { return clock_ms(CLOCK_MONOTONIC); }

/** CPU time that this process has used, milliseconds. */
static inline double own_cpu_ms(void) { return clock_ms(CLOCK_PROCESS_CPUTIME_ID); }

#endif
