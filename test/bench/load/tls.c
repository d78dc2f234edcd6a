#include "tls.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <string.h>

#include "fail.h"

/**
 * Offered alone, so that every server encrypts by the same cipher and none is judged by its choice;
 * RFC 8446, 9.1 obliges all to have it, and browsers prefer it where AES is in hardware.
 */
static const char CIPHER[] = "TLS_AES_128_GCM_SHA256";

static int wire_read(BIO *bio, char *bytes, int count) {
  struct tls *tls = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  if (tls->wire_length == 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  size_t taken = tls->wire_length < (size_t)count ? tls->wire_length : (size_t)count;
  memcpy(bytes, tls->wire, taken);
  tls->wire += taken;
  tls->wire_length -= taken;
  return (int)taken;
}

static int wire_write(BIO *bio, const char *bytes, int count) {
  struct tls *tls = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  buffer_append(tls->out, bytes, (size_t)count);
  return count;
}

static long wire_control(BIO *bio, int command, long number, void *pointer) {
  (void)bio, (void)number, (void)pointer;
  return command == BIO_CTRL_FLUSH;
}

static BIO_METHOD *wire_method(void) {
  static BIO_METHOD *method;
  if (!method) {
    method = need(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wire"));
    BIO_meth_set_read(method, wire_read);
    BIO_meth_set_write(method, wire_write);
    BIO_meth_set_ctrl(method, wire_control);
  }
  return method;
}

/**
 * Picks the secret of what the server sends out of OpenSSL's key log: "<label> <random> <secret>",
 * in hex.
 */
static void take_secret(const SSL *ssl, const char *line) {
  static const char LABEL[] = "SERVER_TRAFFIC_SECRET_0 ";
  if (strncmp(line, LABEL, strlen(LABEL)) != 0) return;
  const char *hex = strrchr(line, ' ') + 1;
  uint8_t secret[RECORD_SECRET_BYTES];
  size_t length = 0;
  if (!OPENSSL_hexstr2buf_ex(secret, sizeof secret, &length, hex, '\0') ||
      length != sizeof secret) {
    fail("expected a secret of %zu bytes in the key log", sizeof secret);
  }
  struct tls *tls = SSL_get_app_data(ssl);
  records_begin(&tls->incoming, secret);
}

static SSL_CTX *context(void) {
  static SSL_CTX *context;
  if (!context) {
    context = SSL_CTX_new(TLS_client_method());
    if (!context) fail("OpenSSL has no TLS: %s", tls_error());
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_keylog_callback(context, take_secret);
    if (!SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) ||
        !SSL_CTX_set_ciphersuites(context, CIPHER)) {
      fail("OpenSSL has no TLS 1.3 with %s: %s", CIPHER, tls_error());
    }
  }
  return context;
}

void tls_begin(struct tls *tls, struct buffer *out) {
  *tls = (struct tls){.ssl = need(SSL_new(context())), .out = out};
  BIO *bio = need(BIO_new(wire_method()));
  BIO_set_data(bio, tls);
  BIO_set_init(bio, 1);
  SSL_set_bio(tls->ssl, bio, bio);
  SSL_set_app_data(tls->ssl, tls);
  SSL_set_tlsext_host_name(tls->ssl, "localhost");
  SSL_set_connect_state(tls->ssl);
  SSL_do_handshake(tls->ssl);
}

static enum tls_result judge(struct tls *tls, int result) {
  switch (SSL_get_error(tls->ssl, result)) {
    case SSL_ERROR_WANT_READ:
      return TLS_FINE;
    case SSL_ERROR_ZERO_RETURN:
      return TLS_ENDED;
    default:
      return TLS_BROKEN;
  }
}

/**
 * Takes a message of the server about the connection itself.
 *
 * @param text One or more handshake messages.
 */
static enum tls_result take_handshake(struct tls *tls, const uint8_t *text, size_t count) {
  enum { KEY_UPDATE = 24, UPDATE_REQUESTED = 1 };
  // Nothing else may stand behind a KeyUpdate; the others are session tickets, which are not used.
  if (count != 5 || text[0] != KEY_UPDATE) return TLS_FINE;
  records_update_key(&tls->incoming);
  if (text[4] != UPDATE_REQUESTED) return TLS_FINE;
  return SSL_key_update(tls->ssl, SSL_KEY_UPDATE_NOT_REQUESTED) ? TLS_FINE : TLS_BROKEN;
}

static enum tls_result take_record(struct tls *tls, const uint8_t *body, size_t length,
                                   struct buffer *plain) {
  size_t before = plain->length;
  enum content content = records_open(&tls->incoming, body, length, plain);
  if (content == CONTENT_DATA) {
    tls->record_count++;
    return TLS_FINE;
  }
  const uint8_t *text = plain->bytes + before;
  size_t count = plain->length - before;
  plain->length = before;
  if (content == CONTENT_HANDSHAKE) return take_handshake(tls, text, count);
  return content == CONTENT_ALERT && count == 2 && text[1] == SSL_AD_CLOSE_NOTIFY ? TLS_ENDED
                                                                                 : TLS_BROKEN;
}

/** Takes all complete records; `*used` becomes their length. */
static enum tls_result take_records(struct tls *tls, const uint8_t *wire, size_t count,
                                    struct buffer *plain, size_t *used) {
  enum tls_result result = TLS_FINE;
  const uint8_t *at = wire;
  const uint8_t *end = wire + count;
  while (result == TLS_FINE && end - at >= RECORD_HEAD_BYTES) {
    size_t length = (size_t)at[3] << 8 | at[4];
    if ((size_t)(end - at) < RECORD_HEAD_BYTES + length) break;
    result = take_record(tls, at + RECORD_HEAD_BYTES, length, plain);
    at += RECORD_HEAD_BYTES + length;
  }
  *used = (size_t)(at - wire);
  return result;
}

enum tls_result tls_receive(struct tls *tls, const uint8_t *wire, size_t count,
                            struct buffer *plain) {
  if (!tls->is_open) {
    tls->wire = wire;
    tls->wire_length = count;
    int result = SSL_do_handshake(tls->ssl);
    if (result != 1) return judge(tls, result);
    tls->is_open = true;
    wire = tls->wire;
    count = tls->wire_length;
  }
  size_t used;
  enum tls_result result;
  if (tls->rest.length > 0) {
    buffer_append(&tls->rest, wire, count);
    result = take_records(tls, tls->rest.bytes, tls->rest.length, plain, &used);
    buffer_drop(&tls->rest, used);
  } else {
    result = take_records(tls, wire, count, plain, &used);
    buffer_append(&tls->rest, wire + used, count - used);
  }
  return result;
}

void tls_send(struct tls *tls, const void *bytes, size_t count) {
  if (count > 0 && SSL_write(tls->ssl, bytes, (int)count) <= 0) {
    fail("cannot encrypt: %s", tls_error());
  }
}

const char *tls_error(void) {
  unsigned long code = ERR_get_error();
  const char *reason = code ? ERR_reason_error_string(code) : NULL;
  ERR_clear_error();
  return reason ? reason : "a record cannot be read";
}

void tls_free(struct tls *tls) {
  records_free(&tls->incoming);
  buffer_free(&tls->rest);
  SSL_free(tls->ssl);
  tls->ssl = NULL;
}
