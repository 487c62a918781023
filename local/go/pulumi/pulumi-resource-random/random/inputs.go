package random

import (
	"fmt"
	"maps"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// complete copies the inputs and fills in what is missing or null.
func complete(inputs, defaults resource.PropertyMap) resource.PropertyMap {
	all := maps.Clone(defaults)
	for key, value := range inputs {
		if !value.IsNull() {
			all[key] = value
		}
	}
	return all
}

func plain(value resource.PropertyValue) resource.PropertyValue {
	for value.IsSecret() {
		value = value.SecretValue().Element
	}
	return value
}

// integer returns false for a value that is not known yet.
func integer(inputs resource.PropertyMap, key resource.PropertyKey) (int, bool) {
	value := plain(inputs[key])
	if !value.IsNumber() {
		return 0, false
	}
	return int(value.NumberValue()), true
}

func flagOf(inputs resource.PropertyMap, key resource.PropertyKey) bool {
	value := plain(inputs[key])
	return value.IsBool() && value.BoolValue()
}

func stringOf(inputs resource.PropertyMap, key resource.PropertyKey) string {
	value := plain(inputs[key])
	if !value.IsString() {
		return ""
	}
	return value.StringValue()
}

func atLeastOne(inputs resource.PropertyMap, key resource.PropertyKey) []plugin.CheckFailure {
	value := plain(inputs[key])
	if value.ContainsUnknowns() {
		return nil
	}
	if n, known := integer(inputs, key); known && n >= 1 {
		return nil
	}
	return []plugin.CheckFailure{{
		Property: key,
		Reason:   fmt.Sprintf("%s must be a number of at least 1, got %v", key, value),
	}}
}

func secretString(value string) resource.PropertyValue {
	return resource.MakeSecret(resource.NewStringProperty(value))
}

func unknownSecret() resource.PropertyValue {
	return resource.MakeSecret(unknown())
}

func unknown() resource.PropertyValue {
	return resource.MakeComputed(resource.NewStringProperty(""))
}

// merged returns the completed inputs together with the outputs; an input that was never set stays away.
func merged(inputs, outputs resource.PropertyMap) resource.PropertyMap {
	all := maps.Clone(inputs)
	maps.Copy(all, outputs)
	return all
}
