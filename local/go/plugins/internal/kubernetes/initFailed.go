package kubernetes

import (
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
)

// initFailed says that the object is there but not ready: the engine keeps it in the state, and the next run goes on.
func initFailed(id resource.ID, outputs resource.PropertyMap, reasons []string) error {
	properties, err := plugin.MarshalProperties(outputs, plugin.MarshalOptions{
		Label: "outputs", KeepUnknowns: true, KeepSecrets: true, PropagateNil: true,
	})
	if err != nil {
		return errors.Join(errors.New(reasons[0]), err)
	}
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, reasons[0]), &pulumirpc.ErrorResourceInitFailed{
		Id: string(id), Properties: properties, Reasons: reasons,
	})
}
