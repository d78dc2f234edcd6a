/**
 * Opens TLS 1.3 records as cheaply as can be; an incoming record costs OpenSSL's own reader several
 * times more.
 *
 * It decrypts and does not authenticate: what comes over loopback from a process of the same bench
 * needs no proof, and this client is not what is measured. TLS_AES_128_GCM_SHA256 only.
 *
 * @see RFC 8446, 5.2 (records), 7.2 and 7.3 (keys)
 */
#ifndef LOAD_RECORDS_H
#define LOAD_RECORDS_H
#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/** Bytes of a record's head, and of the tag at its end. */
#define RECORD_HEAD_BYTES 5
#define RECORD_TAG_BYTES 16
#define RECORD_SECRET_BYTES 32
#define RECORD_NONCE_BYTES 12

/** Kinds of content. */
enum content { CONTENT_BROKEN = 0, CONTENT_ALERT = 21, CONTENT_HANDSHAKE = 22, CONTENT_DATA = 23 };

/** The keys of one direction. */
struct records {
  EVP_CIPHER_CTX *cipher;
  uint8_t secret[RECORD_SECRET_BYTES];
  uint8_t nonce[RECORD_NONCE_BYTES];
  /** Number of the next record. */
  uint64_t sequence;
};

/** Takes the traffic secret that the next record is encrypted under. */
void records_begin(struct records *records, const uint8_t secret[RECORD_SECRET_BYTES]);

/** Goes on to the next secret, as the other side's KeyUpdate says. */
void records_update_key(struct records *records);

/**
 * Decrypts one record, appends its content to `plain`, and returns the kind of it.
 *
 * @param body   What follows the head.
 * @param length Of the body, bytes, as the head says.
 */
enum content records_open(struct records *records, const uint8_t *body, size_t length,
                          struct buffer *plain);

void records_free(struct records *records);

#endif
