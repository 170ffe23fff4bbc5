// The floor for clients: epoll and libnghttp2, one thread, the same unary request again and again,
// replies thrown away. What a client with messages, deadlines and tasks takes on top is its own.
//
//   floor-client PORT CALLS OUTSTANDING     prints a line of JSON as bench-client does
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER_BYTES = 64 << 10 };

static long started, finished, target;
static long long *latencies, *starts;
static int failed;

// A gRPC frame around bench.EchoRequest { text: 16 × "x", n: 1 }.
static const unsigned char request[] = {0,   0,   0,   0,   20,  10,  16,  'x', 'x', 'x', 'x', 'x', 'x',
                                        'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 16,  1};

#define FIELD(name, value) \
  {(unsigned char *)(name), (unsigned char *)(value), sizeof(name) - 1, sizeof(value) - 1, \
   NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE}

static const nghttp2_nv head[] = {
    FIELD(":method", "POST"),       FIELD(":scheme", "http"),
    FIELD(":path", "/bench.Echo/Unary"), FIELD(":authority", "127.0.0.1"),
    FIELD("te", "trailers"),        FIELD("content-type", "application/grpc"),
    FIELD("user-agent", "floor/1")};

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static double processor_us(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static ssize_t read_body(nghttp2_session *session, int32_t stream, uint8_t *buffer, size_t length,
                         uint32_t *flags, nghttp2_data_source *source, void *user_data) {
  (void)session, (void)stream, (void)length, (void)source, (void)user_data;
  memcpy(buffer, request, sizeof request);
  *flags = NGHTTP2_DATA_FLAG_EOF;
  return sizeof request;
}

static void start_call(nghttp2_session *session) {
  long long *start = &starts[started++];
  *start = now();
  nghttp2_data_provider body = {{0}, read_body};
  if (nghttp2_submit_request(session, NULL, head, 7, &body, start) < 0) failed = 1;
}

static int on_close(nghttp2_session *session, int32_t stream, uint32_t code, void *user_data) {
  (void)user_data;
  long long *start = nghttp2_session_get_stream_user_data(session, stream);
  if (code != NGHTTP2_NO_ERROR) failed = 1;
  latencies[finished++] = now() - *start;
  if (started < target) start_call(session);
  return 0;
}

static int flush(nghttp2_session *session, int fd) {
  static unsigned char out[BUFFER_BYTES + (32 << 10)];
  size_t count = 0;
  for (;;) {
    const uint8_t *bytes;
    ssize_t more = count < BUFFER_BYTES ? nghttp2_session_mem_send(session, &bytes) : 0;
    if (more < 0) return 0;
    if (more > 0) {
      memcpy(out + count, bytes, more);
      count += more;
      continue;
    }
    if (count == 0) return 1;
    // Blocking where the socket is full: a hundred small requests never fill it.
    for (size_t sent = 0; sent < count;) {
      ssize_t part = send(fd, out + sent, count - sent, MSG_NOSIGNAL);
      if (part < 0 && errno != EAGAIN) return 0;
      if (part > 0) sent += part;
    }
    count = 0;
  }
}

// Makes `calls` calls, `outstanding` at a time.
static int run(nghttp2_session *session, int poller, int fd, long calls, long outstanding) {
  static unsigned char buffer[BUFFER_BYTES];
  started = finished = 0;
  target = calls;
  while (started < target && started < outstanding) start_call(session);
  if (!flush(session, fd)) return 0;
  while (finished < target && !failed) {
    struct epoll_event event;
    if (epoll_wait(poller, &event, 1, -1) < 1) continue;
    ssize_t count = recv(fd, buffer, sizeof buffer, 0);
    if (count < 0 && errno == EAGAIN) continue;
    if (count <= 0 || nghttp2_session_mem_recv(session, buffer, count) < 0) return 0;
    if (!flush(session, fd)) return 0;
  }
  return !failed;
}

static int by_value(const void *left, const void *right) {
  long long a = *(const long long *)left, b = *(const long long *)right;
  return (a > b) - (a < b);
}

int main(int argc, char **argv) {
  long calls = argc == 4 ? atol(argv[2]) : 0, outstanding = argc == 4 ? atol(argv[3]) : 0;
  if (calls < 1 || outstanding < 1) {
    fprintf(stderr, "usage: floor-client PORT CALLS OUTSTANDING\n");
    return 2;
  }
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(atoi(argv[1])),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) {
    perror("floor-client");
    return 1;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  int poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);

  nghttp2_session_callbacks *callbacks;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_close);
  nghttp2_session *session;
  nghttp2_session_client_new(&session, callbacks, NULL);
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, NULL, 0);
  latencies = calloc(calls, sizeof *latencies);
  starts = calloc(calls, sizeof *starts);

  long warm_up = calls / 10 + 1 < 1000 ? calls / 10 + 1 : 1000;
  if (warm_up > calls) warm_up = calls;
  if (!run(session, poller, fd, warm_up, outstanding)) return 1;
  double processor = processor_us();
  long long begin = now();
  if (!run(session, poller, fd, calls, outstanding)) return 1;
  double seconds = (now() - begin) / 1e9;
  processor = processor_us() - processor;
  qsort(latencies, calls, sizeof *latencies, by_value);
  printf("{\"n\": %ld, \"per_s\": %.0f, \"client_cpu_us\": %.3f, \"p50_us\": %.3f, \"p99_us\": %.3f, "
         "\"p999_us\": %.3f}\n",
         calls, calls / seconds, processor / calls, latencies[calls / 2] / 1e3,
         latencies[calls * 99 / 100] / 1e3, latencies[calls * 999 / 1000] / 1e3);
  return 0;
}
