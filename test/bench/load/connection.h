/** One client: its socket, how far it has come, and what it has received. */
#ifndef LOAD_CONNECTION_H
#define LOAD_CONNECTION_H
#include <stdbool.h>
#include <stdint.h>

#include "buffer.h"
#include "tls.h"

enum stage {
  STAGE_IDLE,
  STAGE_CONNECTING,
  STAGE_SECURING,
  STAGE_UPGRADING,
  STAGE_SUBSCRIBING,
  STAGE_LIVE,
  STAGE_CLOSED,
};

/** What the Tickwire dialect keeps of a client. */
struct tickwire_client {
  uint32_t window_frames;
  uint32_t heartbeat_ms;
  uint32_t newest_frame;
  uint32_t acknowledged_frame;
  /** When the first unacknowledged frame came, steady milliseconds. */
  double unacknowledged_since_ms;
  double pinged_ms;
};

struct connection {
  int fd;
  uint32_t index;
  enum stage stage;
  bool is_slow;
  /** Whether it leaves its bytes in the socket for now. */
  bool is_paused;
  /** Whether it waits for the socket to take what is in `out`. */
  bool is_blocked;
  struct tls tls;
  /** Encrypted bytes to send. */
  struct buffer out;
  /** Plaintext whose rest has not come yet. */
  struct buffer partial;
  /** Stream or message of the dialect whose rest has not come yet. */
  struct buffer pending;
  /** Numbers of its symbols, `options.topics` of them. */
  uint32_t *topics;
  /** Per symbol number: newest sequence number received; 0: none yet, -1: not subscribed. */
  int32_t *sequences;
  /** Topics that the server has not confirmed. */
  uint32_t unconfirmed;
  struct tickwire_client tickwire;
};

/** All clients, `options.clients` of them. */
extern struct connection *connections;
/** How many have come to STAGE_LIVE, and how many ended before. */
extern uint32_t live_count;
extern uint32_t failed_count;
/** Wall and steady time, read once per batch of received bytes. */
extern int64_t now_wall_ms;
extern double now_steady_ms;

/** Makes the clients, unconnected. @param epoll Where their sockets will be watched. */
void connections_create(int epoll);

/** Starts a client's connection; what comes of it is seen in its stage. */
void connection_start(struct connection *c);

/** Does what a socket is ready for. @param events Of epoll. */
void connection_ready(struct connection *c, uint32_t events);

/** Reads at most `limit` bytes from the socket and takes them in. */
void connection_read(struct connection *c, size_t limit);

/** Stops or resumes reading. */
void connection_pause(struct connection *c, bool is_paused);

/** Encrypts bytes for the server; they go with the next flush, which each batch ends with. */
void connection_send(struct connection *c, const void *bytes, size_t count);

void connection_flush(struct connection *c);

/** Does what is to be done for a client every 50 ms. */
void connection_sweep(struct connection *c);

/** Says that the server has confirmed all subscriptions. */
void connection_subscribed(struct connection *c);

/** Gives a client up; the reason is printed for the first few. */
void connection_fail(struct connection *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
