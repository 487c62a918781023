package random

import (
	"github.com/google/uuid"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// uuidKind is RandomUuid.
type uuidKind struct{}

func (uuidKind) withDefaults(inputs resource.PropertyMap) resource.PropertyMap {
	return complete(inputs, resource.PropertyMap{})
}

func (uuidKind) check(resource.PropertyMap) []plugin.CheckFailure { return nil }

func (uuidKind) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{"id": unknown(), "result": unknown()})
}

func (uuidKind) generate(inputs resource.PropertyMap) (resource.ID, resource.PropertyMap, error) {
	drawn, err := uuid.NewRandom()
	if err != nil {
		return "", nil, err
	}
	return resource.ID(drawn.String()), uuidOutputs(inputs, drawn), nil
}

func (uuidKind) adopt(id resource.ID) (resource.ID, resource.PropertyMap, resource.PropertyMap, error) {
	known, err := uuid.Parse(string(id))
	if err != nil {
		return "", nil, nil, err
	}
	return id, resource.PropertyMap{}, uuidOutputs(resource.PropertyMap{}, known), nil
}

func uuidOutputs(inputs resource.PropertyMap, value uuid.UUID) resource.PropertyMap {
	result := resource.NewStringProperty(value.String())
	return merged(inputs, resource.PropertyMap{"id": result, "result": result})
}
