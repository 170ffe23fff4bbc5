#define _GNU_SOURCE
#include "CLinux.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <sys/socket.h>

_Thread_local void *martlet_current_loop = 0;

int martlet_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int martlet_core_count(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int count = CPU_COUNT(&set);
  return count > 0 ? count : 1;
}

void martlet_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
