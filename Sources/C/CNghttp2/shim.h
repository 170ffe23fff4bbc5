// The one door to libnghttp2 (1.52 or newer). Only MartletHTTP2 imports it.
#pragma once
#include <nghttp2/nghttp2.h>
