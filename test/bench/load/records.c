#include "records.h"

#include <openssl/hmac.h>
#include <string.h>

#include "fail.h"

/**
 * Fills `out` by HKDF-Expand-Label(secret, label, "", length) of RFC 8446, 7.1; one block is enough
 * for all.
 */
static void expand(const uint8_t *secret, const char *label, uint8_t *out, size_t length) {
  uint8_t info[64] = {0, (uint8_t)length, (uint8_t)(strlen(label) + 6)};
  size_t count = 3;
  memcpy(info + count, "tls13 ", 6);
  memcpy(info + count + 6, label, strlen(label));
  count += info[2];
  info[count++] = 0;
  info[count++] = 1;
  uint8_t block[EVP_MAX_MD_SIZE];
  if (!HMAC(EVP_sha256(), secret, RECORD_SECRET_BYTES, info, count, block, NULL)) {
    fail("OpenSSL has no HMAC");
  }
  memcpy(out, block, length);
}

void records_begin(struct records *records, const uint8_t secret[RECORD_SECRET_BYTES]) {
  uint8_t key[16];
  memcpy(records->secret, secret, RECORD_SECRET_BYTES);
  expand(secret, "key", key, sizeof key);
  expand(secret, "iv", records->nonce, sizeof records->nonce);
  records->sequence = 0;
  if (!records->cipher) records->cipher = need(EVP_CIPHER_CTX_new());
  // GCM encrypts by counter mode, its counter beginning with 2 for the text itself.
  if (!EVP_DecryptInit_ex(records->cipher, EVP_aes_128_ctr(), NULL, key, NULL)) {
    fail("OpenSSL has no AES-128-CTR");
  }
}

void records_update_key(struct records *records) {
  uint8_t next[RECORD_SECRET_BYTES];
  expand(records->secret, "traffic upd", next, sizeof next);
  records_begin(records, next);
}

enum content records_open(struct records *records, const uint8_t *body, size_t length,
                          struct buffer *plain) {
  if (length <= RECORD_TAG_BYTES) return CONTENT_BROKEN;
  uint8_t counter[16] = {0};
  memcpy(counter, records->nonce, RECORD_NONCE_BYTES);
  counter[15] = 2;
  uint64_t sequence = records->sequence++;
  for (int at = RECORD_NONCE_BYTES - 1; sequence > 0; at--, sequence >>= 8) {
    counter[at] ^= (uint8_t)sequence;
  }
  int count = (int)length - RECORD_TAG_BYTES;
  buffer_reserve(plain, (size_t)count);
  uint8_t *text = plain->bytes + plain->length;
  if (!EVP_DecryptInit_ex(records->cipher, NULL, NULL, NULL, counter) ||
      !EVP_DecryptUpdate(records->cipher, text, &count, body, count)) {
    return CONTENT_BROKEN;
  }
  // The kind stands behind the content, before zeros that hide its length.
  while (count > 0 && text[count - 1] == 0) count--;
  if (count == 0) return CONTENT_BROKEN;
  plain->length += (size_t)count - 1;
  return (enum content)text[count - 1];
}

void records_free(struct records *records) {
  EVP_CIPHER_CTX_free(records->cipher);
  records->cipher = NULL;
}
