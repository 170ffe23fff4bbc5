// C++ gRPC's client of bench.Echo: the modes and the line of JSON of bench-client. Calls one at a
// time are blocking, its fastest; calls at once are asynchronous, on one completion queue.
#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "bench.grpc.pb.h"
#include "meter.h"

namespace {

// The unary calls that are outstanding at once when throughput is measured.
constexpr int kOutstanding = 100;
// The most calls that are made before the clock starts.
constexpr int kMaximumWarmUp = 1000;

void Check(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

void Check(bool right) {
  if (!right) throw std::runtime_error("the server has answered something else than was asked");
}

struct Call {
  grpc::ClientContext context;
  bench::EchoReply reply;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<bench::EchoReply>> reader;
};

class Load {
 public:
  Load(std::shared_ptr<grpc::Channel> channel, int payload) : echo_(bench::Echo::NewStub(channel)) {
    request_.set_text(std::string(payload, 'x'));
    request_.set_n(1);
  }

  void Run(const std::string& mode, int count, Meter& meter) {
    if (mode == "lat" || mode == "big") return OneByOne(count, meter);
    if (mode == "tput") return Together(count);
    if (mode == "sstream" || mode == "bulk") return ServerStream(count);
    if (mode == "cstream") return ClientStream(count);
    if (mode == "bidi") return PingPong(count, meter);
    throw std::runtime_error("no such mode: " + mode);
  }

 private:
  void OneByOne(int count, Meter& meter) {
    for (int i = 0; i < count; i++) {
      const Clock::time_point start = Clock::now();
      grpc::ClientContext context;
      bench::EchoReply reply;
      Check(echo_->Unary(&context, request_, &reply));
      meter.Note(start);
      Check(reply.text().size() == request_.text().size());
    }
  }

  void Start(grpc::CompletionQueue& queue) {
    Call* call = new Call;
    call->reader = echo_->AsyncUnary(&call->context, request_, &queue);
    call->reader->Finish(&call->reply, &call->status, call);
  }

  void Together(int count) {
    grpc::CompletionQueue queue;
    int started = 0;
    for (; started < std::min(count, kOutstanding); started++) Start(queue);
    for (int finished = 0; finished < count; finished++) {
      void* tag = nullptr;
      bool ok = false;
      Check(queue.Next(&tag, &ok) && ok);
      const std::unique_ptr<Call> call(static_cast<Call*>(tag));
      Check(call->status);
      Check(call->reply.n() == 1);
      if (started < count) {
        Start(queue);
        started++;
      }
    }
  }

  void ServerStream(int count) {
    grpc::ClientContext context;
    bench::StreamRequest request;
    request.set_count(count);
    request.set_payload(request_.text().size());
    auto reader = echo_->ServerStream(&context, request);
    bench::EchoReply reply;
    int received = 0;
    while (reader->Read(&reply)) received++;
    Check(reader->Finish());
    Check(received == count);
  }

  void ClientStream(int count) {
    grpc::ClientContext context;
    bench::Summary summary;
    auto writer = echo_->ClientStream(&context, &summary);
    for (int i = 0; i < count; i++) {
      Check(writer->Write(request_, grpc::WriteOptions().set_buffer_hint()));
    }
    writer->WritesDone();
    Check(writer->Finish());
    Check(summary.count() == count);
  }

  void PingPong(int count, Meter& meter) {
    grpc::ClientContext context;
    auto stream = echo_->Bidi(&context);
    bench::EchoReply reply;
    for (int i = 0; i < count; i++) {
      const Clock::time_point start = Clock::now();
      Check(stream->Write(request_) && stream->Read(&reply));
      meter.Note(start);
    }
    stream->WritesDone();
    Check(!stream->Read(&reply));
    Check(stream->Finish());
  }

  std::unique_ptr<bench::Echo::Stub> echo_;
  bench::EchoRequest request_;
};

std::string Option(int argc, char** argv, const std::string& name, const std::string& fallback) {
  for (int i = 1; i + 1 < argc; i += 2) {
    if (argv[i] == "--" + name) return argv[i + 1];
  }
  return fallback;
}

// Plaintext, unless `--ca` names the authority to trust, in PEM.
std::shared_ptr<grpc::ChannelCredentials> Credentials(const std::string& ca) {
  if (ca.empty()) return grpc::InsecureChannelCredentials();
  std::ifstream file(ca);
  if (!file) throw std::runtime_error("cannot read " + ca);
  grpc::SslCredentialsOptions options;
  options.pem_root_certs.assign(std::istreambuf_iterator<char>(file), {});
  return grpc::SslCredentials(options);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string mode = Option(argc, argv, "mode", "lat");
  const int count = std::stoi(Option(argc, argv, "count", "10000"));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  Load load(grpc::CreateCustomChannel("127.0.0.1:" + Option(argc, argv, "port", "0"),
                                      Credentials(Option(argc, argv, "ca", "")), arguments),
            mode == "big" || mode == "bulk" ? 1 << 20 : 16);
  Meter meter;
  load.Run(mode, std::min(kMaximumWarmUp, std::max(1, count / 10)), meter);
  meter.Start(mode, count);
  load.Run(mode, count, meter);
  meter.Print(mode, count);
} catch (const std::exception& error) {
  std::cerr << "client: " << error.what() << "\n";
  return 1;
}
