/**
 * The server's symbol table: what its ids stand for. It is the same for all connections of one
 * process.
 */
#ifndef LOAD_TICKWIRE_SYMBOLS_H
#define LOAD_TICKWIRE_SYMBOLS_H
#include <stdint.h>

#include "connection.h"
#include "protobuf.h"

struct known_symbol {
  /** Number in its name; UINT32_MAX: not announced. */
  uint32_t number;
  /** Sizes on the wire are the feed's times this. */
  int64_t size_scale;
};

/** Looks an id up; one that was never announced has number UINT32_MAX. */
struct known_symbol known_symbol(uint64_t id);

/** Takes note of a SymbolInfo message; the client fails when it contradicts what is known. */
void learn_symbol(struct connection *c, struct reader info);

#endif
