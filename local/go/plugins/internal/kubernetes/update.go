package kubernetes

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
)

// Update applies the new inputs and waits until the object is ready again.
func (p *provider) Update(ctx context.Context, request plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	ctx, release := p.working(ctx)
	defer release()
	secrets := newRedactor(request.OldInputs, request.NewInputs)
	manager := managerOf(request.OldOutputs)
	if request.Preview {
		outputs, err := p.previewUpdate(ctx, request, manager)
		return plugin.UpdateResponse{Properties: outputs, Status: resource.StatusOK}, secrets.err(err)
	}

	live, client, err := p.update(ctx, request, manager, false)
	if err != nil {
		return plugin.UpdateResponse{}, secrets.err(err)
	}
	live, failure := p.awaitReady(ctx, waiting{
		client: client, live: live, urn: request.URN, inputs: request.NewInputs, timeout: request.Timeout,
		secrets: secrets,
	})
	outputs := stateOf(live, request.NewInputs, manager)
	if failure != nil {
		return plugin.UpdateResponse{}, initFailed(request.ID, outputs, secrets.texts(append([]string{fmt.Sprintf(
			"the Kubernetes API server reported that %q failed to fully initialize or become live: %s",
			request.ID, failure.message)}, failure.reasons...)))
	}
	return plugin.UpdateResponse{Properties: outputs, Status: resource.StatusOK}, nil
}

func (p *provider) previewUpdate(
	ctx context.Context, request plugin.UpdateRequest, manager string,
) (resource.PropertyMap, error) {
	if request.NewInputs.ContainsUnknowns() {
		return request.NewInputs, nil
	}
	if _, err := p.cluster.open(); err != nil {
		return request.NewInputs, nil //nolint:nilerr // A preview works without a cluster.
	}
	answer, _, err := p.update(ctx, request, manager, true)
	if apierrors.IsNotFound(err) {
		return request.NewInputs, nil
	}
	if err != nil {
		return nil, err
	}
	return stateOf(answer, request.NewInputs, manager), nil
}

func (p *provider) update(
	ctx context.Context, request plugin.UpdateRequest, manager string, dryRun bool,
) (*unstructured.Unstructured, dynamic.ResourceInterface, error) {
	object, err := objectOf(request.NewInputs)
	if err != nil {
		return nil, nil, err
	}
	if object.GetName() == "" {
		// Made with generateName: the server chose the name, the id keeps it.
		_, name := splitID(request.ID)
		object.SetName(name)
	}
	connection, err := p.cluster.open()
	if err != nil {
		return nil, nil, err
	}
	client, err := connection.resource(object.GroupVersionKind(), object.GetNamespace())
	if err != nil {
		return nil, nil, err
	}
	live, err := client.Get(ctx, object.GetName(), getOptions)
	if err != nil {
		return nil, nil, err
	}
	options := applyOptions{manager: manager, force: p.settings.forces(request.NewInputs), dryRun: dryRun, live: live}
	if isPatch(request.Type, object.GetKind()) {
		options.live = nil
	}
	live, err = apply(ctx, client, object, options)
	return live, client, err
}
