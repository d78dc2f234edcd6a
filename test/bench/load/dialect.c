#include "dialect.h"

#include <string.h>

#include "fail.h"

const struct dialect *dialect;

static const struct dialect *const ALL[] = {
    &dialect_tickwire_trades, &dialect_tickwire_last, &dialect_json_ws, &dialect_socketio,
    &dialect_nats,            &dialect_mqtt,          &dialect_raw,
};

void choose_dialect(const char *name) {
  for (size_t at = 0; at < sizeof ALL / sizeof *ALL; at++) {
    if (strcmp(ALL[at]->name, name) == 0) {
      dialect = ALL[at];
      return;
    }
  }
  fail("there is no dialect \"%s\": load --help lists them", name);
}
