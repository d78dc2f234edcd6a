#include "protobuf.h"

uint64_t read_long_varint(struct reader *reader) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (reader->at >= reader->end) break;
    uint8_t byte = *reader->at++;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  reader->is_broken = true;
  return 0;
}

void write_varint(struct buffer *out, uint64_t value) {
  while (value >= 0x80) {
    buffer_append_byte(out, (uint8_t)(value | 0x80));
    value >>= 7;
  }
  buffer_append_byte(out, (uint8_t)value);
}

void write_number(struct buffer *out, uint32_t field, uint64_t value) {
  write_varint(out, (uint64_t)field << 3);
  write_varint(out, value);
}

void write_bytes(struct buffer *out, uint32_t field, const void *bytes, size_t count) {
  write_varint(out, (uint64_t)field << 3 | 2);
  write_varint(out, count);
  buffer_append(out, bytes, count);
}
