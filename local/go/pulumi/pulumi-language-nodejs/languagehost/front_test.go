package languagehost

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// backend is a language host that says what it was asked.
type backend struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
}

func (backend) About(ctx context.Context, _ *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	incoming, _ := metadata.FromIncomingContext(ctx)
	if err := grpc.SetTrailer(ctx, metadata.Pairs("said", "goodbye")); err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: "node", Version: strings.Join(incoming.Get("asked"), ",")},
		grpc.SetHeader(ctx, metadata.Pairs("said", "hello"))
}

func (backend) GetRequiredPlugins(
	_ context.Context, request *pulumirpc.GetRequiredPluginsRequest,
) (*pulumirpc.GetRequiredPluginsResponse, error) {
	return nil, status.Errorf(codes.FailedPrecondition, "no program in %s", request.GetInfo().GetRootDirectory())
}

func (backend) InstallDependencies(
	_ *pulumirpc.InstallDependenciesRequest, stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	for _, line := range []string{"one", "two", "three"} {
		if err := stream.Send(&pulumirpc.InstallDependenciesResponse{Stdout: []byte(line)}); err != nil {
			return err
		}
	}
	return nil
}

// serving starts a gRPC server on this machine and returns a connection to it.
func serving(t *testing.T, server *grpc.Server) *grpc.ClientConn {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	connection, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	return connection
}

func throughFront(t *testing.T) pulumirpc.LanguageRuntimeClient {
	t.Helper()
	behind := grpc.NewServer()
	pulumirpc.RegisterLanguageRuntimeServer(behind, backend{})
	f := front{backend: serving(t, behind), engine: "127.0.0.1:2", language: "nodejs"}
	return pulumirpc.NewLanguageRuntimeClient(serving(t, grpc.NewServer(grpc.UnknownServiceHandler(f.handle))))
}

func TestACallPassesWithItsMetadataBothWays(t *testing.T) {
	var header, trailer metadata.MD
	ctx := metadata.AppendToOutgoingContext(t.Context(), "asked", "by the engine")
	response, err := throughFront(t).About(ctx, &pulumirpc.AboutRequest{}, grpc.Header(&header), grpc.Trailer(&trailer))
	if err != nil {
		t.Fatal(err)
	}
	if response.GetExecutable() != "node" || response.GetVersion() != "by the engine" {
		t.Fatalf("%v", response)
	}
	if !slices.Equal(header.Get("said"), []string{"hello"}) || !slices.Equal(trailer.Get("said"), []string{"goodbye"}) {
		t.Fatalf("header %v, trailer %v", header, trailer)
	}
}

func TestAnErrorPassesWithItsCode(t *testing.T) {
	_, err := throughFront(t).GetRequiredPlugins(t.Context(), &pulumirpc.GetRequiredPluginsRequest{
		Info: &pulumirpc.ProgramInfo{RootDirectory: "/here"},
	})
	if status.Code(err) != codes.FailedPrecondition || !strings.Contains(err.Error(), "no program in /here") {
		t.Fatal(err)
	}
}

func TestWhatTheOldHostDoesNotKnowStaysUnimplemented(t *testing.T) {
	_, err := throughFront(t).GetPluginInfo(t.Context(), &emptypb.Empty{})
	if status.Code(err) != codes.Unimplemented {
		t.Fatal(err)
	}
}

func TestAStreamPassesMessageByMessage(t *testing.T) {
	stream, err := throughFront(t).InstallDependencies(t.Context(), &pulumirpc.InstallDependenciesRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for {
		message, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(message.GetStdout()))
	}
	if !slices.Equal(lines, []string{"one", "two", "three"}) {
		t.Fatal(lines)
	}
}
