/**
 * TLS 1.3 over bytes in memory: whoever owns the socket hands in what came and sends what is to go.
 */
#ifndef LOAD_TLS_H
#define LOAD_TLS_H
#include <openssl/ssl.h>
#include <stdbool.h>

#include "buffer.h"
#include "records.h"

/**
 * OpenSSL shakes hands and encrypts what is sent; what comes after the handshake is read by
 * records.h.
 */
struct tls {
  SSL *ssl;
  /** What came and is not yet read, of the call in progress. */
  const uint8_t *wire;
  size_t wire_length;
  /** Bytes of a record whose rest has not come yet. */
  struct buffer rest;
  struct records incoming;
  /** Records to send; the connection's. */
  struct buffer *out;
  bool is_open;
  /** Records of data received. */
  uint64_t record_count;
};

enum tls_result {
  TLS_FINE,
  /** The server said that it sends no more. */
  TLS_ENDED,
  TLS_BROKEN,
};

/**
 * Begins a handshake for the name "localhost", whose first record goes to `out`. Certificates are
 * not verified.
 */
void tls_begin(struct tls *tls, struct buffer *out);

/**
 * Takes bytes of the socket, appends their plaintext to `plain`; sets `is_open` when the handshake
 * is done.
 */
enum tls_result tls_receive(struct tls *tls, const uint8_t *wire, size_t count,
                            struct buffer *plain);

/** Appends one record with the bytes to `out`; only when open. */
void tls_send(struct tls *tls, const void *bytes, size_t count);

/** Says in English what broke last. */
const char *tls_error(void);

void tls_free(struct tls *tls);

#endif
