// libprotobuf-c, whose descriptors are made at run time. Only MartletDynamic imports it.
#pragma once
#include <protobuf-c/protobuf-c.h>
