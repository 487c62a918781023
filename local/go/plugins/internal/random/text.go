package random

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

var textDefaults = resource.PropertyMap{
	"lower":      resource.NewBoolProperty(true),
	"upper":      resource.NewBoolProperty(true),
	"numeric":    resource.NewBoolProperty(true),
	"number":     resource.NewBoolProperty(true),
	"special":    resource.NewBoolProperty(true),
	"minLower":   resource.NewNumberProperty(0),
	"minUpper":   resource.NewNumberProperty(0),
	"minNumeric": resource.NewNumberProperty(0),
	"minSpecial": resource.NewNumberProperty(0),
}

// text is RandomString.
type text struct{}

// withDefaults keeps `number`, the old name of `numeric`, equal to it.
func (text) withDefaults(inputs resource.PropertyMap) resource.PropertyMap {
	all := complete(inputs, textDefaults)
	if number, given := inputs["number"]; given && !inputs.HasValue("numeric") && !number.IsNull() {
		all["numeric"] = number
	}
	all["number"] = all["numeric"]
	return all
}

func (text) check(inputs resource.PropertyMap) []plugin.CheckFailure {
	failures := atLeastOne(inputs, "length")
	length, known := integer(inputs, "length")
	if !known || inputs.ContainsUnknowns() {
		return failures
	}
	minimum := 0
	for _, class := range classesOf(inputs) {
		minimum += class.minimum
	}
	if minimum > length {
		failures = append(failures, plugin.CheckFailure{
			Property: "length",
			Reason: fmt.Sprintf(
				"length (%d) must be at least minUpper + minLower + minNumeric + minSpecial (%d)", length, minimum),
		})
	}
	if alphabetOf(classesOf(inputs)) == "" {
		failures = append(failures, plugin.CheckFailure{
			Property: "lower",
			Reason:   "one of lower, upper, numeric and special must be true: no characters are left to choose from",
		})
	}
	return failures
}

func (text) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{"id": unknown(), "result": unknown()})
}

func (text) generate(inputs resource.PropertyMap) (resource.ID, resource.PropertyMap, error) {
	result, err := characters(inputs)
	if err != nil {
		return "", nil, err
	}
	return resource.ID(result), merged(inputs, resource.PropertyMap{
		"id":     resource.NewStringProperty(result),
		"result": resource.NewStringProperty(result),
	}), nil
}

func (t text) adopt(id resource.ID) (resource.ID, resource.PropertyMap, resource.PropertyMap, error) {
	inputs := resource.PropertyMap{"length": resource.NewNumberProperty(float64(len(id)))}
	return id, inputs, merged(t.withDefaults(inputs), resource.PropertyMap{
		"id":     resource.NewStringProperty(string(id)),
		"result": resource.NewStringProperty(string(id)),
	}), nil
}
