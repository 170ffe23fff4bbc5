// What the Glibc module does not carry: epoll, eventfd and friends. Only MartletEventLoop imports it.
#pragma once
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/eventfd.h>
