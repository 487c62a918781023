package random

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"golang.org/x/crypto/bcrypt"
)

// bcryptLimit is the longest input that bcrypt takes; the official plugin hashes the first bytes of a longer one.
const bcryptLimit = 72

var passwordDefaults = resource.PropertyMap{
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

// password is RandomPassword.
type password struct{}

// withDefaults keeps `number`, the old name of `numeric`, equal to it.
func (password) withDefaults(inputs resource.PropertyMap) resource.PropertyMap {
	all := complete(inputs, passwordDefaults)
	if number, given := inputs["number"]; given && !inputs.HasValue("numeric") && !number.IsNull() {
		all["numeric"] = number
	}
	all["number"] = all["numeric"]
	return all
}

func (password) check(inputs resource.PropertyMap) []plugin.CheckFailure {
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

func (password) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{
		"id": unknown(), "result": unknownSecret(), "bcryptHash": unknownSecret(),
	})
}

func (password) generate(inputs resource.PropertyMap) (resource.PropertyMap, error) {
	result, err := characters(inputs)
	if err != nil {
		return nil, err
	}
	return passwordOutputs(inputs, result)
}

func (p password) adopt(id resource.ID) (resource.PropertyMap, resource.PropertyMap, error) {
	inputs := resource.PropertyMap{"length": resource.NewNumberProperty(float64(len(id)))}
	outputs, err := passwordOutputs(p.withDefaults(inputs), string(id))
	return inputs, outputs, err
}

func passwordOutputs(inputs resource.PropertyMap, result string) (resource.PropertyMap, error) {
	hash, err := bcrypt.GenerateFromPassword([]byte(result)[:min(len(result), bcryptLimit)], bcrypt.DefaultCost)
	if err != nil {
		return nil, err
	}
	return merged(inputs, resource.PropertyMap{
		"id":         resource.NewStringProperty(noID),
		"result":     secretString(result),
		"bcryptHash": secretString(string(hash)),
	}), nil
}
