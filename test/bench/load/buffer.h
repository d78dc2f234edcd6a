/**
 * A growing run of bytes; its memory is kept for the next use, so nothing is allocated per message.
 */
#ifndef LOAD_BUFFER_H
#define LOAD_BUFFER_H
#include <stddef.h>
#include <stdint.h>

struct buffer {
  uint8_t *bytes;
  size_t length;
  size_t capacity;
};

/** Makes room for `more` bytes behind the present ones. */
void buffer_reserve(struct buffer *buffer, size_t more);

void buffer_append(struct buffer *buffer, const void *bytes, size_t count);

void buffer_append_byte(struct buffer *buffer, uint8_t byte);

void buffer_append_text(struct buffer *buffer, const char *text);

/** Appends what printf would write. */
void buffer_append_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Drops the first `count` bytes. */
void buffer_drop(struct buffer *buffer, size_t count);

void buffer_free(struct buffer *buffer);

#endif
