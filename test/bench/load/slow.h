/** What makes a slow client slow; see --slow-mode. */
#ifndef LOAD_SLOW_H
#define LOAD_SLOW_H
#include "connection.h"

/** Lets the slow clients be slow from now on; until then they read like the others. */
void slow_begin(void);

/**
 * Reads, pauses or resumes as a slow client's time has come; called every 50 ms for each live
 * client.
 */
void slow_sweep(struct connection *c);

#endif
