package languagehost

import (
	"context"
	"errors"
	"io"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// front answers what the old host knows nothing of or does in a way that no longer works, and hands every other call on,
// whatever its type.
type front struct {
	backend  *grpc.ClientConn
	engine   string
	language string
}

var bothWays = &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}

func (f front) handle(_ any, stream grpc.ServerStream) error {
	method, known := grpc.MethodFromServerStream(stream)
	if !known {
		return status.Error(codes.Internal, "a call without a method")
	}
	ctx := stream.Context()
	switch method {
	case pulumirpc.LanguageRuntime_GeneratePackage_FullMethodName:
		return answer(stream, &pulumirpc.GeneratePackageRequest{},
			func(request *pulumirpc.GeneratePackageRequest) (*pulumirpc.GeneratePackageResponse, error) {
				return generatePackage(f.language, request)
			})
	case pulumirpc.LanguageRuntime_Link_FullMethodName:
		return answer(stream, &pulumirpc.LinkRequest{},
			func(request *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
				return link(ctx, f.language, request)
			})
	}
	if f.language != "nodejs" {
		return f.forward(method, stream)
	}
	switch method {
	case pulumirpc.LanguageRuntime_GetRequiredPackages_FullMethodName:
		return answer(stream, &pulumirpc.GetRequiredPackagesRequest{},
			func(request *pulumirpc.GetRequiredPackagesRequest) (*pulumirpc.GetRequiredPackagesResponse, error) {
				return requiredPackages(request), nil
			})
	case pulumirpc.LanguageRuntime_Run_FullMethodName:
		return answer(stream, &pulumirpc.RunRequest{},
			func(request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
				return runProgram(ctx, f.engine, request)
			})
	case pulumirpc.LanguageRuntime_RunPlugin_FullMethodName:
		request := &pulumirpc.RunPluginRequest{}
		if err := stream.RecvMsg(request); err != nil {
			return err
		}
		return runPlugin(request, stream)
	default:
		return f.forward(method, stream)
	}
}

func answer[Request, Response any](
	stream grpc.ServerStream, request Request, handle func(Request) (Response, error),
) error {
	if err := stream.RecvMsg(request); err != nil {
		return err
	}
	response, err := handle(request)
	if err != nil {
		return err
	}
	return stream.SendMsg(response)
}

func (f front) forward(method string, caller grpc.ServerStream) error {
	incoming, _ := metadata.FromIncomingContext(caller.Context())
	ctx, cancel := context.WithCancel(metadata.NewOutgoingContext(caller.Context(), incoming.Copy()))
	defer cancel()
	backend, err := f.backend.NewStream(ctx, bothWays, method)
	if err != nil {
		return err
	}
	requests := make(chan error, 1)
	go func() {
		requests <- pump(caller.RecvMsg, backend.SendMsg, func() error { return nil })
	}()
	answers := make(chan error, 1)
	go func() {
		answers <- pump(backend.RecvMsg, caller.SendMsg, func() error {
			header, err := backend.Header()
			if err != nil {
				return err
			}
			return caller.SendHeader(header)
		})
	}()
	for {
		select {
		case err := <-requests:
			if err != nil {
				return err
			}
			if err := backend.CloseSend(); err != nil {
				return err
			}
			requests = nil
		case err := <-answers:
			caller.SetTrailer(backend.Trailer())
			return err
		}
	}
}

// pump moves messages until the sending side is done. An Empty carries any message: it keeps the fields it does not know.
func pump(receive, send func(any) error, beforeFirst func() error) error {
	for first := true; ; first = false {
		message := &emptypb.Empty{}
		if err := receive(message); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if first {
			if err := beforeFirst(); err != nil {
				return err
			}
		}
		// Who was called has answered before it had heard all: what it says is on its way back.
		if err := send(message); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
