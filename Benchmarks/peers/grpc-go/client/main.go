// grpc-go's client of bench.Echo: the modes and the line of JSON of bench-client.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"strings"
	"sync"
	"time"

	"bench"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

// The unary calls that are outstanding at once when throughput is measured.
const outstanding = 100

var errWrong = errors.New("the server has answered something else than it was asked for")

type load struct {
	echo    bench.EchoClient
	request *bench.EchoRequest
}

// Makes count calls, and passes on how long each took where there is one at a time.
func (l load) run(mode string, count int, note func(time.Duration)) error {
	switch mode {
	case "lat", "big":
		return l.oneByOne(count, note)
	case "tput":
		return l.together(count)
	case "sstream", "bulk":
		return l.serverStream(count)
	case "cstream":
		return l.clientStream(count)
	case "bidi":
		return l.pingPong(count, note)
	}
	return fmt.Errorf("no such mode: %s", mode)
}

func (l load) oneByOne(count int, note func(time.Duration)) error {
	for i := 0; i < count; i++ {
		start := time.Now()
		reply, err := l.echo.Unary(context.Background(), l.request)
		if err != nil {
			return err
		}
		note(time.Since(start))
		if len(reply.Text) != len(l.request.Text) {
			return errWrong
		}
	}
	return nil
}

func (l load) together(count int) error {
	var group sync.WaitGroup
	failures := make(chan error, outstanding)
	for worker := 0; worker < outstanding; worker++ {
		share := (count + outstanding - 1 - worker) / outstanding
		group.Add(1)
		go func() {
			defer group.Done()
			if err := l.oneByOne(share, func(time.Duration) {}); err != nil {
				failures <- err
			}
		}()
	}
	group.Wait()
	select {
	case err := <-failures:
		return err
	default:
		return nil
	}
}

func (l load) serverStream(count int) error {
	stream, err := l.echo.ServerStream(context.Background(), &bench.StreamRequest{
		Count: int32(count), Payload: int32(len(l.request.Text))})
	if err != nil {
		return err
	}
	for received := 0; ; received++ {
		_, err := stream.Recv()
		if err == io.EOF && received == count {
			return nil
		}
		if err == io.EOF {
			return errWrong
		}
		if err != nil {
			return err
		}
	}
}

func (l load) clientStream(count int) error {
	stream, err := l.echo.ClientStream(context.Background())
	if err != nil {
		return err
	}
	for i := 0; i < count; i++ {
		if err := stream.Send(l.request); err != nil {
			return err
		}
	}
	summary, err := stream.CloseAndRecv()
	if err == nil && summary.Count != int64(count) {
		return errWrong
	}
	return err
}

func (l load) pingPong(count int, note func(time.Duration)) error {
	stream, err := l.echo.Bidi(context.Background())
	if err != nil {
		return err
	}
	for i := 0; i < count; i++ {
		start := time.Now()
		if err := stream.Send(l.request); err != nil {
			return err
		}
		if _, err := stream.Recv(); err != nil {
			return err
		}
		note(time.Since(start))
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	if _, err := stream.Recv(); err != io.EOF {
		return errWrong
	}
	return nil
}

func main() {
	port := flag.Int("port", 0, "the server's port")
	mode := flag.String("mode", "lat", "lat, tput, sstream, cstream, bidi, big or bulk")
	count := flag.Int("count", 10000, "calls, or messages of a stream, to measure")
	ca := flag.String("ca", "", "use TLS, and trust the authority in this file, in PEM")
	flag.Parse()
	size := 16
	if *mode == "big" || *mode == "bulk" {
		size = 1 << 20
	}
	security := grpc.WithInsecure()
	if *ca != "" {
		trusted, err := credentials.NewClientTLSFromFile(*ca, "")
		if err != nil {
			log.Fatal(err)
		}
		security = grpc.WithTransportCredentials(trusted)
	}
	connection, err := grpc.Dial(
		fmt.Sprintf("127.0.0.1:%d", *port), security, grpc.WithBlock(),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64<<20)))
	if err != nil {
		log.Fatal(err)
	}
	l := load{bench.NewEchoClient(connection), &bench.EchoRequest{Text: strings.Repeat("x", size), N: 1}}
	if err := measure(l, *mode, *count); err != nil {
		log.Fatal(err)
	}
}
