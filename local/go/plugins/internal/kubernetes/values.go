package kubernetes

import (
	"fmt"
	"math"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// unwrapped takes secrets and known outputs off a value; what is not known stays computed.
func unwrapped(value resource.PropertyValue) resource.PropertyValue {
	for {
		switch {
		case value.IsSecret():
			value = value.SecretValue().Element
		case value.IsOutput() && value.OutputValue().Known:
			value = value.OutputValue().Element
		case value.IsOutput():
			return resource.MakeComputed(resource.NewStringProperty(""))
		default:
			return value
		}
	}
}

// fieldsOf returns an object's fields, nil for anything else.
func fieldsOf(value resource.PropertyValue) resource.PropertyMap {
	if value = unwrapped(value); value.IsObject() {
		return value.ObjectValue()
	}
	return nil
}

// objectOf turns known properties into the object that goes to the API server.
func objectOf(properties resource.PropertyMap) (*unstructured.Unstructured, error) {
	fields, err := plainValue("", resource.NewObjectProperty(properties))
	if err != nil {
		return nil, err
	}
	object, isObject := fields.(map[string]any)
	if !isObject {
		return nil, fmt.Errorf("expected an object, got %T", fields)
	}
	return &unstructured.Unstructured{Object: object}, nil
}

func plainValue(path string, value resource.PropertyValue) (any, error) {
	value = unwrapped(value)
	switch {
	case value.IsNull():
		return nil, nil
	case value.IsBool():
		return value.BoolValue(), nil
	case value.IsNumber():
		return plainNumber(value.NumberValue()), nil
	case value.IsString():
		return value.StringValue(), nil
	case value.IsArray():
		return plainArray(path, value.ArrayValue())
	case value.IsObject():
		return plainObject(path, value.ObjectValue())
	default:
		return nil, fmt.Errorf("%s: a value of type %s cannot be sent to Kubernetes", path, value.TypeString())
	}
}

// plainNumber keeps integers integers: the API server refuses 3.0 for a count of replicas.
func plainNumber(number float64) any {
	if number == math.Trunc(number) && math.Abs(number) < 1<<53 {
		return int64(number)
	}
	return number
}

func plainArray(path string, values []resource.PropertyValue) (any, error) {
	items := make([]any, 0, len(values))
	for index, value := range values {
		item, err := plainValue(fmt.Sprintf("%s[%d]", path, index), value)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func plainObject(path string, values resource.PropertyMap) (any, error) {
	fields := make(map[string]any, len(values))
	for key, value := range values {
		if path == "" && resource.IsInternalPropertyKey(key) || unwrapped(value).IsNull() {
			continue
		}
		field, err := plainValue(path+"."+string(key), value)
		if err != nil {
			return nil, err
		}
		fields[string(key)] = field
	}
	return fields, nil
}

// propertiesOf is the way back: an object of the API server as properties.
func propertiesOf(object map[string]any) resource.PropertyMap {
	return resource.NewPropertyMapFromMap(object)
}
