#include "slow.h"

#include <math.h>
#include <stdlib.h>

#include "fail.h"
#include "options.h"

#define TRICKLE_BYTES 1024
#define TRICKLE_EVERY_MS 1000.0
#define STOP_MS 10000.0
#define READ_MS 5000.0

static bool is_begun;
static double begun_ms;
/** Per client: whole seconds since the beginning in which it has trickled. */
static double *trickled;

void slow_begin(void) {
  is_begun = true;
  begun_ms = now_steady_ms;
  trickled = need(calloc(options.clients, sizeof *trickled));
}

void slow_sweep(struct connection *c) {
  if (!is_begun || !c->is_slow) return;
  double elapsed_ms = now_steady_ms - begun_ms;
  if (options.slow_mode == SLOW_STOP) {
    connection_pause(c, fmod(elapsed_ms, STOP_MS + READ_MS) < STOP_MS);
    return;
  }
  connection_pause(c, true);
  double turn = floor(elapsed_ms / TRICKLE_EVERY_MS);
  if (turn <= trickled[c->index]) return;
  trickled[c->index] = turn;
  connection_read(c, TRICKLE_BYTES);
}
