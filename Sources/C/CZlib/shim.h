// The one door to zlib (1.2 or newer). Only MartletHTTP2 imports it.
#pragma once
#include <zlib.h>

// Macros to C, which hand over the version and the size of the structure.
static inline int martlet_deflate_init(z_stream *stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

static inline int martlet_inflate_init(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
