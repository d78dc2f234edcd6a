/** Reading and writing of the protobuf wire format, as far as the stream's frames need it. */
#ifndef LOAD_PROTOBUF_H
#define LOAD_PROTOBUF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

/** What is left of a message. A malformed one sets `is_broken`, and then reads as ended. */
struct reader {
  const uint8_t *at;
  const uint8_t *end;
  bool is_broken;
};

/** One field: its number, and its value or its bytes; the other is 0. */
struct field {
  uint32_t number;
  uint64_t value;
  struct reader bytes;
};

uint64_t read_long_varint(struct reader *reader);

static inline uint64_t read_varint(struct reader *reader) {
  if (reader->at < reader->end && *reader->at < 0x80) return *reader->at++;
  return read_long_varint(reader);
}

static inline int64_t read_zigzag(struct reader *reader) {
  uint64_t value = read_varint(reader);
  return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/** Passes over one varint. */
static inline void skip_varint(struct reader *reader) {
  while (reader->at < reader->end && *reader->at >= 0x80) reader->at++;
  if (reader->at < reader->end) reader->at++;
  else reader->is_broken = true;
}

/** Reads the next field; false at the end of the message. */
static inline bool read_field(struct reader *reader, struct field *field) {
  if (reader->at >= reader->end || reader->is_broken) return false;
  uint64_t tag = read_varint(reader);
  field->number = (uint32_t)(tag >> 3);
  field->value = 0;
  field->bytes = (struct reader){0};
  uint64_t length = UINT64_MAX;
  switch (tag & 7) {
    case 0:
      field->value = read_varint(reader);
      return !reader->is_broken;
    case 1:
      length = 8;
      break;
    case 2:
      length = read_varint(reader);
      break;
    case 5:
      length = 4;
      break;
    default:
      break;
  }
  if (length > (uint64_t)(reader->end - reader->at)) {
    reader->is_broken = true;
    return false;
  }
  field->bytes = (struct reader){reader->at, reader->at + length, false};
  reader->at += length;
  return true;
}

void write_varint(struct buffer *out, uint64_t value);

/** Writes a varint field. */
void write_number(struct buffer *out, uint32_t field, uint64_t value);

/** Writes a field of bytes: a text or a message. */
void write_bytes(struct buffer *out, uint32_t field, const void *bytes, size_t count);

#endif
