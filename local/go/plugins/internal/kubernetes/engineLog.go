package kubernetes

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// engineLog writes to the engine's display; without an engine it is silent.
type engineLog struct {
	client pulumirpc.EngineClient
}

func newEngineLog(address string) engineLog {
	if address == "" {
		return engineLog{}
	}
	connection, err := grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	if err != nil {
		return engineLog{}
	}
	return engineLog{client: pulumirpc.NewEngineClient(connection)}
}

// status shows what a resource waits for; it vanishes when the resource is done.
func (l engineLog) status(ctx context.Context, urn resource.URN, message string) {
	l.write(ctx, &pulumirpc.LogRequest{
		Severity: pulumirpc.LogSeverity_INFO, Urn: string(urn), Message: message, Ephemeral: true,
	})
}

func (l engineLog) warn(ctx context.Context, urn resource.URN, message string) {
	l.write(ctx, &pulumirpc.LogRequest{
		Severity: pulumirpc.LogSeverity_WARNING, Urn: string(urn), Message: message,
	})
}

func (l engineLog) write(ctx context.Context, request *pulumirpc.LogRequest) {
	if l.client != nil {
		// A line that cannot be shown must not fail the deployment.
		_, _ = l.client.Log(ctx, request)
	}
}
