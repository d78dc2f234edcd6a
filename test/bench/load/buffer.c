#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"

void buffer_reserve(struct buffer *buffer, size_t more) {
  size_t wanted = buffer->length + more;
  if (wanted <= buffer->capacity) return;
  size_t capacity = buffer->capacity ? buffer->capacity : 256;
  while (capacity < wanted) capacity *= 2;
  buffer->bytes = need(realloc(buffer->bytes, capacity));
  buffer->capacity = capacity;
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t count) {
  if (count == 0) return;
  buffer_reserve(buffer, count);
  memcpy(buffer->bytes + buffer->length, bytes, count);
  buffer->length += count;
}

void buffer_append_byte(struct buffer *buffer, uint8_t byte) { buffer_append(buffer, &byte, 1); }

void buffer_append_text(struct buffer *buffer, const char *text) {
  buffer_append(buffer, text, strlen(text));
}

void buffer_append_format(struct buffer *buffer, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length < 0 || (size_t)length >= sizeof text) fail("a formatted text is too long: %s", format);
  buffer_append(buffer, text, (size_t)length);
}

void buffer_drop(struct buffer *buffer, size_t count) {
  buffer->length -= count;
  if (count > 0 && buffer->length > 0) {
    memmove(buffer->bytes, buffer->bytes + count, buffer->length);
  }
}

void buffer_free(struct buffer *buffer) {
  free(buffer->bytes);
  *buffer = (struct buffer){0};
}
