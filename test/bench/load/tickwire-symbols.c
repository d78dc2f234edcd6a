#include "tickwire-symbols.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"

/** Higher ids are taken for a misunderstanding. */
#define ID_LIMIT 1000000

static struct known_symbol *known;
static uint64_t capacity;

struct known_symbol known_symbol(uint64_t id) {
  return id < capacity ? known[id] : (struct known_symbol){UINT32_MAX, 1};
}

static void make_room(uint64_t id) {
  if (id < capacity) return;
  uint64_t wanted = id * 2 + 64;
  known = need(realloc(known, wanted * sizeof *known));
  for (; capacity < wanted; capacity++) known[capacity] = (struct known_symbol){UINT32_MAX, 1};
}

void learn_symbol(struct connection *c, struct reader info) {
  uint64_t id = 0;
  uint32_t number = UINT32_MAX;
  int64_t size_scale = 1;
  for (struct field field; read_field(&info, &field);) {
    if (field.number == 1) id = field.value;
    if (field.number == 2) {
      char name[16] = "";
      size_t length = (size_t)(field.bytes.end - field.bytes.at);
      if (length < sizeof name) memcpy(name, field.bytes.at, length);
      if (strncmp(name, "SYM", 3) == 0) number = (uint32_t)strtoul(name + 3, NULL, 10);
    }
    if (field.number == 6) {
      for (uint64_t decimal = 0; decimal < field.value && decimal < 18; decimal++) size_scale *= 10;
    }
  }
  if (info.is_broken || id == 0 || id > ID_LIMIT || number == UINT32_MAX) {
    connection_fail(c, "expected an id and a name like SYM0001 in a SymbolInfo");
    return;
  }
  make_room(id);
  if (known[id].number != UINT32_MAX && known[id].number != number) {
    connection_fail(c, "id %u stands for two symbols: is there more than one server process?",
                    (unsigned)id);
    return;
  }
  known[id] = (struct known_symbol){number, size_scale};
}
