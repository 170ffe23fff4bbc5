// The Swift runtime's entries behind `withTaskCancellationHandler`, as compilers before 6.4 call
// them. Only MartletCore imports it.
#pragma once

extern __attribute__((swiftcall)) void *swift_task_addCancellationHandler(
    __attribute__((swiftcall)) void (*handler)(__attribute__((swift_context)) void *),
    void *context);
extern __attribute__((swiftcall)) void swift_task_removeCancellationHandler(void *record);

// Swift's: tells a listener that its task was cancelled.
extern void martlet_task_cancelled(void *listener);

static inline __attribute__((swiftcall)) void martlet_tell_listener(
    __attribute__((swift_context)) void *listener) {
  martlet_task_cancelled(listener);
}

// Has the listener told, at once or later, on any thread, when the current task is cancelled.
// Returns a record, which is on the task's stack: it is to be removed, by the same task, in the
// reverse order of how records were added.
static inline void *martlet_add_listener(void *listener) {
  return swift_task_addCancellationHandler(martlet_tell_listener, listener);
}

// The listener is not told any more.
static inline void martlet_remove_listener(void *record) {
  swift_task_removeCancellationHandler(record);
}
