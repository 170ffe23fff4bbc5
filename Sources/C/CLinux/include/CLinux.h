// What the Glibc module does not carry: mallopt, epoll, eventfd and friends. Only MartletEventLoop imports it.
#pragma once
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <stdint.h>

// The event loop that the current thread acts for; null if there is none.
extern _Thread_local void *martlet_current_loop;

static inline void *martlet_get_current_loop(void) { return martlet_current_loop; }
static inline void martlet_set_current_loop(void *loop) { martlet_current_loop = loop; }

// The Swift runtime's, which `withUnsafeCurrentTask` calls as well, after some 200 instructions to
// make metadata of generic types.
extern __attribute__((swiftcall)) void *swift_task_getCurrent(void);

// The task that the current thread runs; null if it runs none. Only to be compared.
static inline const void *martlet_current_task(void) { return swift_task_getCurrent(); }

// accept4(2) without the peer's address: non-blocking, and closed when a program is started.
int martlet_accept(int listener);

// timerfd_create(2) on the monotonic clock, non-blocking; negative if it fails.
int martlet_make_timer(void);

// Has the timer go off at so many nanoseconds of the monotonic clock, which must be more than 0;
// negative if it fails.
int martlet_set_timer(int timer, int64_t nanoseconds);

// The number of cores that the process may run on; at least 1.
int martlet_core_count(void);

// Names the current thread; the kernel keeps 15 bytes.
void martlet_name_thread(const char *name);
