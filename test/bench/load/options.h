/** The command line. */
#ifndef LOAD_OPTIONS_H
#define LOAD_OPTIONS_H
#include <stdbool.h>
#include <stdint.h>

enum slow_mode {
  /** Reads at most 1 KB a second from its socket. */
  SLOW_TRICKLE,
  /** Reads nothing for 10 s, then all for 5 s, and so on. */
  SLOW_STOP,
};

struct options {
  const char *dialect;
  uint16_t port;
  /** Path of the upgrade request; NULL: the dialect's own. */
  const char *path;
  uint32_t clients;
  /** Symbols are SYM0000, SYM0001, ... up to this many. */
  uint32_t symbols;
  /** Distinct symbols that each client takes, at most `symbols`. */
  uint32_t topics;
  uint32_t seed;
  /** Time between "go" and the first window, milliseconds. */
  uint32_t warm_ms;
  uint32_t windows;
  uint32_t window_ms;
  /** Share of the clients that are slow, 0 to 1. */
  double slow_share;
  enum slow_mode slow_mode;
  /** New connections a second. */
  uint32_t connect_rate;
  /**
   * Interval asked for with SetRate, milliseconds; 0: not asked, the server's own. Tickwire only.
   */
  uint32_t rate_ms;
};

extern struct options options;

/** Fills `options`; ends the program, saying why, when the command line is wrong. */
void read_options(int argc, char **argv);

/** Whether a client is one of the slow, which are spread evenly. */
bool is_slow_client(uint32_t client);

#endif
