package kubernetes

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// Read looks at the live object: what the inputs name is compared (refresh), or all that can be set is taken (import).
func (p *provider) Read(ctx context.Context, request plugin.ReadRequest) (plugin.ReadResponse, error) {
	ctx, release := p.working(ctx)
	defer release()
	gvk, err := gvkOf(request.Type, request.State)
	if err != nil {
		return plugin.ReadResponse{}, err
	}
	connection, err := p.cluster.open()
	if err != nil {
		if p.settings.deleteUnreachable {
			return plugin.ReadResponse{}, nil
		}
		return plugin.ReadResponse{}, err
	}
	namespace, name := splitID(request.ID)
	if namespace == "" && p.cluster.isNamespaced(ctx, gvk) {
		namespace = p.cluster.namespace()
	}
	client, err := connection.resource(gvk, namespace)
	if err != nil {
		return plugin.ReadResponse{}, err
	}
	live, err := client.Get(ctx, name, getOptions)
	if apierrors.IsNotFound(err) {
		return plugin.ReadResponse{}, nil
	}
	if err != nil {
		return plugin.ReadResponse{}, newRedactor(request.Inputs, request.State).err(err)
	}
	inputs := importedInputs(live)
	if len(request.Inputs) > 0 {
		inputs = driftedInputs(request.Inputs, live)
	}
	return plugin.ReadResponse{Status: resource.StatusOK, ReadResult: plugin.ReadResult{
		ID:      idOf(live.GetNamespace(), live.GetName()),
		Inputs:  inputs,
		Outputs: stateOf(live, inputs, managerOf(request.State)),
	}}, nil
}

var serverOwnedMetadata = []string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields",
	"resourceVersion", "selfLink", "uid",
}

// importedInputs takes the whole live object but what the server writes itself.
func importedInputs(live *unstructured.Unstructured) resource.PropertyMap {
	object := live.DeepCopy()
	delete(object.Object, "status")
	for _, field := range serverOwnedMetadata {
		unstructured.RemoveNestedField(object.Object, "metadata", field)
	}
	return withSecretData(propertiesOf(object.Object))
}

// driftedInputs returns the inputs as they are live, the inputs themselves when nothing drifted.
func driftedInputs(inputs resource.PropertyMap, live *unstructured.Unstructured) resource.PropertyMap {
	recorded := normalized(inputs)
	found := liveLike(nil, resource.NewObjectProperty(recorded), resource.NewObjectProperty(propertiesOf(live.Object)))
	if found.DeepEquals(resource.NewObjectProperty(recorded)) {
		return inputs
	}
	return secretive(found.ObjectValue(), inputs)
}
