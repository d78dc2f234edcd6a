#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "dialect.h"
#include "fail.h"
#include "options.h"
#include "random.h"
#include "slow.h"
#include "tally.h"
#include "websocket.h"

/** Largest read, bytes: one call empties what a busy socket holds. */
#define READ_BYTES (256 * 1024)
/** Receive buffer of a trickling client, bytes; small, so that the server feels it soon. */
#define TRICKLE_BUFFER_BYTES 8192
/** Reasons printed before it gets silent. */
#define REASON_LIMIT 5

struct connection *connections;
uint32_t live_count;
uint32_t failed_count;
int64_t now_wall_ms;
double now_steady_ms;

static int epoll_fd;
static uint8_t wire[READ_BYTES];
static struct buffer plain;

void connections_create(int epoll) {
  epoll_fd = epoll;
  connections = need(calloc(options.clients, sizeof *connections));
  for (uint32_t index = 0; index < options.clients; index++) {
    struct connection *c = &connections[index];
    c->index = index;
    c->fd = -1;
    c->is_slow = is_slow_client(index);
    c->unconfirmed = options.topics;
    c->topics = need(malloc(options.topics * sizeof *c->topics));
    c->sequences = need(malloc(options.symbols * sizeof *c->sequences));
    choose_symbols(options.seed, index, options.symbols, options.topics, c->topics);
    for (uint32_t at = 0; at < options.symbols; at++) c->sequences[at] = -1;
    for (uint32_t at = 0; at < options.topics; at++) c->sequences[c->topics[at]] = 0;
  }
}

static void close_socket(struct connection *c) {
  if (c->fd >= 0) close(c->fd);
  c->fd = -1;
  if (c->tls.ssl) tls_free(&c->tls);
  buffer_free(&c->out);
  buffer_free(&c->partial);
  buffer_free(&c->pending);
}

void connection_fail(struct connection *c, const char *format, ...) {
  static int reasons;
  if (c->stage == STAGE_CLOSED) return;
  if (reasons++ < REASON_LIMIT) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "load: client %u: ", c->index);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    if (reasons == REASON_LIMIT) fputs("load: further reasons are not printed\n", stderr);
  }
  if (c->stage == STAGE_LIVE) tally.sides[c->is_slow].closed++;
  else failed_count++;
  c->stage = STAGE_CLOSED;
}

/** The memory goes when nobody up the stack uses it any more. */
static bool is_gone(struct connection *c) {
  if (c->stage != STAGE_CLOSED) return false;
  close_socket(c);
  return true;
}

static void watch(struct connection *c, int operation) {
  struct epoll_event event = {.events = EPOLLET, .data.ptr = c};
  if (!c->is_paused) event.events |= EPOLLIN;
  if (c->is_blocked) event.events |= EPOLLOUT;
  if (epoll_ctl(epoll_fd, operation, c->fd, &event) < 0) fail("epoll: %s", strerror(errno));
}

void connection_start(struct connection *c) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c->fd < 0) fail("no socket for client %u: %s", c->index, strerror(errno));
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (c->is_slow && options.slow_mode == SLOW_TRICKLE) {
    int bytes = TRICKLE_BUFFER_BYTES;
    setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  }
  c->stage = STAGE_CONNECTING;
  if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
    connection_fail(c, "cannot connect to port %u: %s", options.port, strerror(errno));
    close_socket(c);
    return;
  }
  c->is_blocked = true;
  watch(c, EPOLL_CTL_ADD);
}

static void connected(struct connection *c) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error) {
    connection_fail(c, "cannot connect to port %u: %s", options.port, strerror(error));
    return;
  }
  c->stage = STAGE_SECURING;
  tls_begin(&c->tls, &c->out);
}

/** Hands plaintext to the layer that it belongs to; returns how much of it was used. */
static size_t take(struct connection *c, const uint8_t *bytes, size_t count) {
  size_t used = 0;
  if (c->stage == STAGE_UPGRADING) {
    used = websocket_read_answer(c, bytes, count);
    if (used == 0 || c->stage == STAGE_CLOSED) return used;
    c->stage = STAGE_SUBSCRIBING;
    dialect->open(c);
  }
  if (dialect->is_websocket) return used + websocket_read(c, bytes + used, count - used);
  dialect->receive(c, bytes + used, count - used, true);
  return count;
}

static void secured(struct connection *c) {
  if (dialect->is_websocket) {
    c->stage = STAGE_UPGRADING;
    websocket_ask(c, options.path ? options.path : dialect->path, dialect->subprotocol);
  } else {
    c->stage = STAGE_SUBSCRIBING;
    dialect->open(c);
  }
}

static void take_wire(struct connection *c, size_t count) {
  plain.length = 0;
  buffer_append(&plain, c->partial.bytes, c->partial.length);
  size_t before = plain.length;
  enum tls_result result = tls_receive(&c->tls, wire, count, &plain);
  if (c->stage == STAGE_SECURING && c->tls.is_open) secured(c);
  if (plain.length > before) {
    now_wall_ms = wall_ms();
    now_steady_ms = steady_ms();
    size_t used = take(c, plain.bytes, plain.length);
    if (c->stage == STAGE_CLOSED) return;
    c->partial.length = 0;
    buffer_append(&c->partial, plain.bytes + used, plain.length - used);
  }
  if (result == TLS_ENDED) connection_fail(c, "the server ended the connection");
  if (result == TLS_BROKEN) connection_fail(c, "TLS: %s", tls_error());
}

/** Reads once; returns whether there may be more. */
static bool read_once(struct connection *c, size_t limit) {
  ssize_t count = recv(c->fd, wire, limit, 0);
  if (count > 0) {
    tally.wire_bytes += (uint64_t)count;
    take_wire(c, (size_t)count);
    if (!is_gone(c)) connection_flush(c);
  } else if (count == 0) {
    connection_fail(c, "the server closed the connection");
    is_gone(c);
  } else if (errno != EAGAIN && errno != EINTR) {
    connection_fail(c, "%s", strerror(errno));
    is_gone(c);
  }
  if (c->stage == STAGE_CLOSED) return false;
  return count == (ssize_t)limit || (count < 0 && errno == EINTR);
}

void connection_read(struct connection *c, size_t limit) { read_once(c, limit); }

void connection_ready(struct connection *c, uint32_t events) {
  if (c->stage == STAGE_CLOSED) return;
  if (c->stage == STAGE_CONNECTING) {
    connected(c);
    if (is_gone(c)) return;
  }
  if (events & EPOLLOUT) connection_flush(c);
  if (c->stage == STAGE_CLOSED) return;
  if (!(events & (EPOLLIN | EPOLLERR | EPOLLHUP))) return;
  // The socket is reported once, so it is emptied; a short read says that it is.
  while (read_once(c, READ_BYTES)) continue;
}

void connection_pause(struct connection *c, bool is_paused) {
  if (c->stage != STAGE_LIVE || c->is_paused == is_paused) return;
  c->is_paused = is_paused;
  watch(c, EPOLL_CTL_MOD);
}

void connection_send(struct connection *c, const void *bytes, size_t count) {
  if (c->stage != STAGE_CLOSED) tls_send(&c->tls, bytes, count);
}

void connection_flush(struct connection *c) {
  if (c->stage == STAGE_CLOSED) return;
  size_t sent = 0;
  while (sent < c->out.length) {
    ssize_t count = send(c->fd, c->out.bytes + sent, c->out.length - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) break;
    if (count < 0) {
      connection_fail(c, "%s", strerror(errno));
      is_gone(c);
      return;
    }
    sent += (size_t)count;
  }
  buffer_drop(&c->out, sent);
  bool is_blocked = c->out.length > 0;
  if (is_blocked == c->is_blocked) return;
  c->is_blocked = is_blocked;
  watch(c, EPOLL_CTL_MOD);
}

void connection_sweep(struct connection *c) {
  if (c->stage != STAGE_SUBSCRIBING && c->stage != STAGE_LIVE) return;
  slow_sweep(c);
  if (c->stage == STAGE_CLOSED) return;
  if (dialect->sweep) dialect->sweep(c);
  if (!is_gone(c)) connection_flush(c);
}

void connection_subscribed(struct connection *c) {
  if (c->stage != STAGE_SUBSCRIBING) return;
  c->stage = STAGE_LIVE;
  live_count++;
}
