/** What one kind of server is told and how its messages are read. */
#ifndef LOAD_DIALECT_H
#define LOAD_DIALECT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "connection.h"

struct dialect {
  const char *name;
  /** False: plain TLS. */
  bool is_websocket;
  /** Of the upgrade request, when the command line names none. */
  const char *path;
  /** Offered in the upgrade request; NULL: none. */
  const char *subprotocol;
  /** Called when data can be sent. */
  void (*open)(struct connection *c);
  /**
   * Takes the payload of one data frame. It must call connection_subscribed once.
   *
   * @param is_final False: the message goes on in the next frame.
   */
  void (*receive)(struct connection *c, const uint8_t *bytes, size_t count, bool is_final);
  /** Called every 50 ms for each client that is subscribing or live; NULL: not needed. */
  void (*sweep)(struct connection *c);
};

/** The one that was chosen. */
extern const struct dialect *dialect;

extern const struct dialect dialect_json_ws;
extern const struct dialect dialect_socketio;
extern const struct dialect dialect_nats;
extern const struct dialect dialect_mqtt;
extern const struct dialect dialect_tickwire_trades;
extern const struct dialect dialect_tickwire_last;
extern const struct dialect dialect_raw;

/** Sets `dialect` by its name; ends the program when there is none of it. */
void choose_dialect(const char *name);

#endif
