package random

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"golang.org/x/crypto/bcrypt"
)

// bcryptLimit is the longest input that bcrypt takes; the official plugin hashes the first bytes of a longer one.
const bcryptLimit = 72

// noID stands where the value would be in a RandomString: an id is never secret.
const noID = "none"

// password is RandomPassword: a RandomString whose result is secret.
type password struct{ text }

func (password) pending(inputs resource.PropertyMap) resource.PropertyMap {
	return merged(inputs, resource.PropertyMap{
		"id": unknown(), "result": unknownSecret(), "bcryptHash": unknownSecret(),
	})
}

func (password) generate(inputs resource.PropertyMap) (resource.ID, resource.PropertyMap, error) {
	result, err := characters(inputs)
	if err != nil {
		return "", nil, err
	}
	outputs, err := passwordOutputs(inputs, result)
	return noID, outputs, err
}

func (p password) adopt(id resource.ID) (resource.ID, resource.PropertyMap, resource.PropertyMap, error) {
	inputs := resource.PropertyMap{"length": resource.NewNumberProperty(float64(len(id)))}
	outputs, err := passwordOutputs(p.withDefaults(inputs), string(id))
	return noID, inputs, outputs, err
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
