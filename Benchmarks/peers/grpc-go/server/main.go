// grpc-go's server of bench.Echo: one goroutine per call, as its users write it.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"strings"

	"bench"

	"google.golang.org/grpc"
)

type echo struct{}

func (echo) Unary(_ context.Context, request *bench.EchoRequest) (*bench.EchoReply, error) {
	return &bench.EchoReply{Text: request.Text, N: request.N}, nil
}

func (echo) ServerStream(request *bench.StreamRequest, stream bench.Echo_ServerStreamServer) error {
	text := strings.Repeat("x", int(request.Payload))
	for n := int32(0); n < request.Count; n++ {
		if err := stream.Send(&bench.EchoReply{Text: text, N: n}); err != nil {
			return err
		}
	}
	return nil
}

func (echo) ClientStream(stream bench.Echo_ClientStreamServer) error {
	var summary bench.Summary
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return stream.SendAndClose(&summary)
		}
		if err != nil {
			return err
		}
		summary.Count++
	}
}

func (echo) Bidi(stream bench.Echo_BidiServer) error {
	for {
		request, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := stream.Send(&bench.EchoReply{Text: request.Text, N: request.N}); err != nil {
			return err
		}
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(64 << 20))
	bench.RegisterEchoServer(server, echo{})
	fmt.Printf("listening on ipv4:%s\n", listener.Addr())
	log.Fatal(server.Serve(listener))
}
