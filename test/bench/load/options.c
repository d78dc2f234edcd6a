#include "options.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

static const char USAGE[] =
    "usage: load --dialect D --port P --clients N --symbols M --topics K [options]\n"
    "  --dialect D        tickwire-trades, tickwire-last, json-ws, socketio, nats, mqtt or raw\n"
    "  --port P           of 127.0.0.1\n"
    "  --path /stream     of the WebSocket (default: the dialect's)\n"
    "  --clients N        connections\n"
    "  --symbols M        the feed's symbols, SYM0000 and on\n"
    "  --topics K         distinct symbols each client takes\n"
    "  --seed S           of the draw of symbols (1)\n"
    "  --warm-ms A        between \"go\" and the first window (3000)\n"
    "  --windows W        how many to measure (5)\n"
    "  --window-ms B      length of each (2000)\n"
    "  --slow-share 0.2   of the clients (0)\n"
    "  --slow-mode M      trickle (1 KB a second at most) or stop (10 s nothing, 5 s all)\n"
    "  --connect-rate R   new connections a second (500)\n"
    "  --rate-ms I        interval asked for, Tickwire only (0: the server's own)\n";

struct options options = {
    .seed = 1,
    .warm_ms = 3000,
    .windows = 5,
    .window_ms = 2000,
    .slow_mode = SLOW_TRICKLE,
    .connect_rate = 500,
};

static double number(const char *name, const char *text, double min, double max) {
  char *end;
  errno = 0;
  double value = strtod(text, &end);
  if (errno || end == text || *end || !(value >= min && value <= max)) {
    fail("expected %s from %g to %g, got \"%s\"", name, min, max, text);
  }
  return value;
}

static uint32_t integer(const char *name, const char *text, double min, double max) {
  double value = number(name, text, min, max);
  if (value != floor(value)) fail("expected %s to be a whole number, got \"%s\"", name, text);
  return (uint32_t)value;
}

static enum slow_mode slow_mode(const char *text) {
  if (strcmp(text, "trickle") == 0) return SLOW_TRICKLE;
  if (strcmp(text, "stop") == 0) return SLOW_STOP;
  fail("expected --slow-mode trickle or stop, got \"%s\"", text);
}

static void set_option(const char *name, const char *value) {
  struct options *o = &options;
  if (strcmp(name, "--dialect") == 0) o->dialect = value;
  else if (strcmp(name, "--path") == 0) o->path = value;
  else if (strcmp(name, "--port") == 0) o->port = (uint16_t)integer(name, value, 1, 65535);
  else if (strcmp(name, "--clients") == 0) o->clients = integer(name, value, 1, 1e6);
  else if (strcmp(name, "--symbols") == 0) o->symbols = integer(name, value, 1, 1e5);
  else if (strcmp(name, "--topics") == 0) o->topics = integer(name, value, 1, 1e5);
  else if (strcmp(name, "--seed") == 0) o->seed = integer(name, value, 0, 4294967295.0);
  else if (strcmp(name, "--warm-ms") == 0) o->warm_ms = integer(name, value, 0, 1e7);
  else if (strcmp(name, "--windows") == 0) o->windows = integer(name, value, 1, 1e6);
  else if (strcmp(name, "--window-ms") == 0) o->window_ms = integer(name, value, 1, 1e7);
  else if (strcmp(name, "--slow-share") == 0) o->slow_share = number(name, value, 0, 1);
  else if (strcmp(name, "--slow-mode") == 0) o->slow_mode = slow_mode(value);
  else if (strcmp(name, "--connect-rate") == 0) o->connect_rate = integer(name, value, 1, 1e6);
  else if (strcmp(name, "--rate-ms") == 0) o->rate_ms = integer(name, value, 0, 1e6);
  else fail("unknown option %s\n%s", name, USAGE);
}

void read_options(int argc, char **argv) {
  for (int at = 1; at < argc; at += 2) {
    if (strcmp(argv[at], "--help") == 0) {
      fputs(USAGE, stdout);
      exit(0);
    }
    if (at + 1 >= argc) fail("expected a value behind %s\n%s", argv[at], USAGE);
    set_option(argv[at], argv[at + 1]);
  }
  const struct options *o = &options;
  if (!o->dialect || !o->port || !o->clients || !o->symbols || !o->topics) {
    fail("expected --dialect, --port, --clients, --symbols and --topics\n%s", USAGE);
  }
  if (o->topics > o->symbols) {
    fail("expected --topics to be at most --symbols (%u), got %u", o->symbols, o->topics);
  }
  if (o->path && o->path[0] != '/') fail("expected --path to begin with /, got \"%s\"", o->path);
}

bool is_slow_client(uint32_t client) {
  // A product like 0.29 * 100 may end just below the whole number it stands for.
  double share = options.slow_share;
  return floor((client + 1) * share + 1e-9) > floor(client * share + 1e-9);
}
