package random

import (
	"context"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// NewServer returns the random provider as the engine talks to it.
func NewServer() pulumirpc.ResourceProviderServer {
	return detailedDiff{plugin.NewProviderServer(NewProvider())}
}

// detailedDiff repairs what the SDK's provider server loses on the way: it never says that a diff is detailed, so
// that the engine drops the details, and it turns a deletion that replaces into a plain deletion.
type detailedDiff struct {
	pulumirpc.ResourceProviderServer
}

func (d detailedDiff) Diff(ctx context.Context, request *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	response, err := d.ResourceProviderServer.Diff(ctx, request)
	if err != nil {
		return nil, err
	}
	response.HasDetailedDiff = len(response.GetDetailedDiff()) > 0
	for path, property := range response.GetDetailedDiff() {
		if property.GetKind() == pulumirpc.PropertyDiff_DELETE && slices.Contains(response.GetReplaces(), path) {
			property.Kind = pulumirpc.PropertyDiff_DELETE_REPLACE
		}
	}
	return response, nil
}
