package random

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// idKind is RandomId.
type idKind struct{}

func (idKind) withDefaults(inputs resource.PropertyMap) resource.PropertyMap {
	return complete(inputs, resource.PropertyMap{})
}

func (idKind) check(inputs resource.PropertyMap) []plugin.CheckFailure {
	return atLeastOne(inputs, "byteLength")
}

func (idKind) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{
		"id": unknown(), "b64Std": unknown(), "b64Url": unknown(), "dec": unknown(), "hex": unknown(),
	})
}

func (idKind) generate(inputs resource.PropertyMap) (resource.ID, resource.PropertyMap, error) {
	length, _ := integer(inputs, "byteLength")
	drawn, err := randomBytes(length)
	if err != nil {
		return "", nil, err
	}
	id, outputs := idOutputs(inputs, drawn)
	return id, outputs, nil
}

// adopt reads `[prefix,]base64url`, as the official plugin does.
func (idKind) adopt(id resource.ID) (resource.ID, resource.PropertyMap, resource.PropertyMap, error) {
	prefix, value, prefixed := strings.Cut(string(id), ",")
	if !prefixed {
		prefix, value = "", string(id)
	}
	drawn, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		return "", nil, nil, fmt.Errorf("the import id of a RandomId is [prefix,]value in base64url: %w", err)
	}
	inputs := resource.PropertyMap{"byteLength": resource.NewNumberProperty(float64(len(drawn)))}
	if prefixed {
		inputs["prefix"] = resource.NewStringProperty(prefix)
	}
	adopted, outputs := idOutputs(inputs, drawn)
	return adopted, inputs, outputs, nil
}

func idOutputs(inputs resource.PropertyMap, drawn []byte) (resource.ID, resource.PropertyMap) {
	prefix := stringOf(inputs, "prefix")
	id := base64.RawURLEncoding.EncodeToString(drawn)
	return resource.ID(id), merged(inputs, resource.PropertyMap{
		"id":     resource.NewStringProperty(id),
		"b64Std": resource.NewStringProperty(prefix + base64.StdEncoding.EncodeToString(drawn)),
		"b64Url": resource.NewStringProperty(prefix + id),
		"dec":    resource.NewStringProperty(prefix + new(big.Int).SetBytes(drawn).String()),
		"hex":    resource.NewStringProperty(prefix + hex.EncodeToString(drawn)),
	})
}
