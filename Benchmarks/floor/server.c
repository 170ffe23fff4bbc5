// The floor for servers: epoll and libnghttp2, one thread, and the same reply to every request.
// What a server with handlers, deadlines, messages and checks takes on top of this is its own.
//
//   floor-server [PORT]     prints "listening on ipv4:127.0.0.1:PORT"
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_BYTES = 64 << 10, WRITE_BYTES = 256 << 10, EVENTS = 256 };

typedef struct {
  int fd;
  nghttp2_session *session;
  unsigned char *out;
  size_t out_count, out_sent;
  int waits_to_write;
} connection;

static int poller;

// A gRPC frame around bench.EchoReply { text: 16 × "x", n: 1 }.
static const unsigned char reply[] = {0,   0,   0,   0,   20,  10,  16,  'x', 'x', 'x', 'x', 'x', 'x',
                                      'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 16,  1};

#define FIELD(name, value) \
  {(unsigned char *)(name), (unsigned char *)(value), sizeof(name) - 1, sizeof(value) - 1, \
   NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE}

static const nghttp2_nv head[] = {FIELD(":status", "200"),
                                  FIELD("content-type", "application/grpc")};
static const nghttp2_nv trailers[] = {FIELD("grpc-status", "0")};

static ssize_t read_body(nghttp2_session *session, int32_t stream, uint8_t *buffer, size_t length,
                         uint32_t *flags, nghttp2_data_source *source, void *user_data) {
  (void)length, (void)source, (void)user_data;
  memcpy(buffer, reply, sizeof reply);
  *flags = NGHTTP2_DATA_FLAG_EOF | NGHTTP2_DATA_FLAG_NO_END_STREAM;
  nghttp2_submit_trailer(session, stream, trailers, 1);
  return sizeof reply;
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame, void *user_data) {
  (void)user_data;
  if ((frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS) &&
      frame->hd.flags & NGHTTP2_FLAG_END_STREAM) {
    nghttp2_data_provider body = {{0}, read_body};
    nghttp2_submit_response(session, frame->hd.stream_id, head, 2, &body);
  }
  return 0;
}

static void close_connection(connection *each) {
  close(each->fd);
  nghttp2_session_del(each->session);
  free(each->out);
  free(each);
}

static void watch(connection *each, int waits_to_write) {
  if (each->waits_to_write == waits_to_write) return;
  each->waits_to_write = waits_to_write;
  struct epoll_event event = {EPOLLIN | (waits_to_write ? EPOLLOUT : 0), {.ptr = each}};
  epoll_ctl(poller, EPOLL_CTL_MOD, each->fd, &event);
}

// Gathers what the session has to say and writes it at once; 0 if the connection is done for.
static int flush(connection *each) {
  for (;;) {
    while (each->out_count < WRITE_BYTES) {
      const uint8_t *bytes;
      ssize_t count = nghttp2_session_mem_send(each->session, &bytes);
      if (count < 0) return 0;
      if (count == 0) break;
      memcpy(each->out + each->out_count, bytes, count);
      each->out_count += count;
    }
    if (each->out_count == 0) break;
    ssize_t sent = send(each->fd, each->out + each->out_sent, each->out_count - each->out_sent,
                        MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      watch(each, 1);
      return 1;
    }
    if (sent < 0) return 0;
    each->out_sent += sent;
    if (each->out_sent == each->out_count) each->out_sent = each->out_count = 0;
  }
  watch(each, 0);
  return nghttp2_session_want_read(each->session) || nghttp2_session_want_write(each->session);
}

static void accept_all(int listener, nghttp2_session_callbacks *callbacks) {
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connection *each = calloc(1, sizeof *each);
    each->fd = fd;
    // A frame may go beyond the mark at which gathering stops.
    each->out = malloc(WRITE_BYTES + (32 << 10));
    nghttp2_session_server_new(&each->session, callbacks, each);
    nghttp2_settings_entry setting = {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 1000};
    nghttp2_submit_settings(each->session, NGHTTP2_FLAG_NONE, &setting, 1);
    struct epoll_event event = {EPOLLIN, {.ptr = each}};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    if (!flush(each)) close_connection(each);
  }
}

static int readable(connection *each, unsigned char *buffer) {
  ssize_t count = recv(each->fd, buffer, READ_BYTES, 0);
  if (count < 0) return errno == EAGAIN;
  if (count == 0) return 0;
  return nghttp2_session_mem_recv(each->session, buffer, count) >= 0;
}

int main(int argc, char **argv) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1024)) {
    perror("floor-server");
    return 1;
  }
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("listening on ipv4:127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);

  nghttp2_session_callbacks *callbacks;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
  poller = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {EPOLLIN, {.ptr = NULL}}, events[EVENTS];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  static unsigned char buffer[READ_BYTES];
  for (;;) {
    int count = epoll_wait(poller, events, EVENTS, -1);
    for (int index = 0; index < count; index++) {
      connection *each = events[index].data.ptr;
      if (!each) {
        accept_all(listener, callbacks);
      } else if (!(events[index].events & ~EPOLLOUT) || readable(each, buffer)) {
        if (!flush(each)) close_connection(each);
      } else {
        close_connection(each);
      }
    }
  }
}
