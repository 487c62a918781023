package kubernetes

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Check completes the inputs: apiVersion and kind, a name, a namespace.
func (p *provider) Check(ctx context.Context, request plugin.CheckRequest) (plugin.CheckResponse, error) {
	gvk, err := gvkOf(request.Type, request.News)
	if err != nil {
		return plugin.CheckResponse{}, err
	}
	inputs := request.News.Copy()
	inputs["apiVersion"] = resource.NewStringProperty(gvk.GroupVersion().String())
	inputs["kind"] = resource.NewStringProperty(gvk.Kind)
	inputs = withSecretData(inputs)
	if unwrapped(inputs["metadata"]).IsComputed() {
		return plugin.CheckResponse{Properties: inputs}, nil
	}

	metadata := fieldsOf(inputs["metadata"]).Copy()
	failures := p.name(request, gvk.Kind, metadata)
	if !hasValue(metadata["namespace"]) && p.cluster.isNamespaced(ctx, gvk) {
		metadata["namespace"] = resource.NewStringProperty(p.cluster.namespace())
	}
	inputs["metadata"] = markLike(resource.NewObjectProperty(metadata), inputs["metadata"])
	return plugin.CheckResponse{Properties: inputs, Failures: failures}, nil
}

func hasValue(value resource.PropertyValue) bool {
	return value.HasValue() && !unwrapped(value).IsNull()
}

// name gives a name to what has none: the one that it had before, or a new one.
func (p *provider) name(request plugin.CheckRequest, kind string, metadata resource.PropertyMap) []plugin.CheckFailure {
	if hasValue(metadata["name"]) || hasValue(metadata["generateName"]) {
		return nil
	}
	if isPatch(request.Type, kind) {
		return []plugin.CheckFailure{{
			Property: "metadata",
			Reason: "patch resources must specify the name of the object they change: " +
				"set metadata.name to the name of an existing " + kind,
		}}
	}
	name, err := autoname(request)
	if err != nil {
		return []plugin.CheckFailure{{Property: "metadata", Reason: err.Error()}}
	}
	metadata["name"] = resource.NewStringProperty(name)
	annotations := unwrapped(metadata["annotations"])
	if annotations.IsComputed() {
		return nil
	}
	fields := fieldsOf(annotations).Copy()
	fields[annotationAutonamed] = resource.NewStringProperty("true")
	metadata["annotations"] = markLike(resource.NewObjectProperty(fields), metadata["annotations"])
	return nil
}

func autoname(request plugin.CheckRequest) (string, error) {
	if isAutonamed(request.Olds) {
		return nameOf(request.Olds), nil
	}
	if options := request.Autonaming; options != nil {
		switch options.Mode {
		case plugin.AutonamingModeDisabled:
			return "", fmt.Errorf("automatic naming is disabled: set metadata.name of %s", request.URN.Name())
		case plugin.AutonamingModeEnforce, plugin.AutonamingModePropose:
			return options.ProposedName, nil
		}
	}
	return resource.NewUniqueName(request.RandomSeed, request.URN.Name()+"-", 8, 253, nil)
}
