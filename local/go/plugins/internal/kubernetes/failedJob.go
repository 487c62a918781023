package kubernetes

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// replacedFailedJob is the change that a Job which asks for it shows once it has failed: it can never run again.
func (p *provider) replacedFailedJob(
	ctx context.Context, gvk schema.GroupVersionKind, request plugin.DiffRequest,
) []change {
	if gvk.Kind != "Job" || annotationOf(request.NewInputs, annotationReplaceUnready) != "true" {
		return nil
	}
	connection, err := p.cluster.open()
	if err != nil {
		return nil
	}
	namespace, name := splitID(request.ID)
	client, err := connection.resource(gvk, namespace)
	if err != nil {
		return nil
	}
	live, err := client.Get(ctx, name, getOptions)
	if err != nil || !judgeJob(ctx, lookup{}, live).failed {
		return nil
	}
	return []change{{path: resource.PropertyPath{"status"}, kind: plugin.DiffUpdate, replace: true}}
}
