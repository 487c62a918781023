package random

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// bytesKind is RandomBytes.
type bytesKind struct{}

func (bytesKind) withDefaults(inputs resource.PropertyMap) resource.PropertyMap {
	return complete(inputs, resource.PropertyMap{})
}

func (bytesKind) check(inputs resource.PropertyMap) []plugin.CheckFailure {
	return atLeastOne(inputs, "length")
}

func (bytesKind) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{"base64": unknownSecret(), "hex": unknownSecret()})
}

func (bytesKind) generate(inputs resource.PropertyMap) (resource.PropertyMap, error) {
	length, _ := integer(inputs, "length")
	drawn := make([]byte, length)
	if _, err := rand.Read(drawn); err != nil {
		return nil, err
	}
	return bytesOutputs(inputs, drawn), nil
}

func (bytesKind) adopt(id resource.ID) (resource.PropertyMap, resource.PropertyMap, error) {
	drawn, err := base64.StdEncoding.DecodeString(string(id))
	if err != nil {
		return nil, nil, fmt.Errorf("the import id of a RandomBytes is its value in base64: %w", err)
	}
	inputs := resource.PropertyMap{"length": resource.NewNumberProperty(float64(len(drawn)))}
	return inputs, bytesOutputs(inputs, drawn), nil
}

func bytesOutputs(inputs resource.PropertyMap, drawn []byte) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{
		"base64": secretString(base64.StdEncoding.EncodeToString(drawn)),
		"hex":    secretString(hex.EncodeToString(drawn)),
	})
}
