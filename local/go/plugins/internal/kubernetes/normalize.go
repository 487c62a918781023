package kubernetes

import (
	"encoding/base64"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// normalized brings equal inputs into one form: no secrets' wrappers, no nulls, a Secret's stringData as data.
func normalized(inputs resource.PropertyMap) resource.PropertyMap {
	plain := withoutWrappers(resource.NewObjectProperty(inputs)).ObjectValue()
	for key := range plain {
		if resource.IsInternalPropertyKey(key) {
			delete(plain, key)
		}
	}
	if textOf(plain["kind"]) == "Secret" {
		foldStringData(plain)
	}
	return plain
}

func withoutWrappers(value resource.PropertyValue) resource.PropertyValue {
	value = unwrapped(value)
	switch {
	case value.IsObject():
		fields := resource.PropertyMap{}
		for key, field := range value.ObjectValue() {
			if field = withoutWrappers(field); !field.IsNull() {
				fields[key] = field
			}
		}
		return resource.NewObjectProperty(fields)
	case value.IsArray():
		items := make([]resource.PropertyValue, len(value.ArrayValue()))
		for index, item := range value.ArrayValue() {
			items[index] = withoutWrappers(item)
		}
		return resource.NewArrayProperty(items)
	default:
		return value
	}
}

// foldStringData does what the API server does on write: it is a write-only way to fill data.
func foldStringData(secret resource.PropertyMap) {
	texts, given := secret["stringData"]
	if !given {
		return
	}
	delete(secret, "stringData")
	if !texts.IsObject() {
		secret["data"] = texts
		return
	}
	data := resource.PropertyMap{}
	if before := secret["data"]; before.IsObject() {
		data = before.ObjectValue().Copy()
	}
	for key, text := range texts.ObjectValue() {
		if text.IsString() {
			text = resource.NewStringProperty(base64.StdEncoding.EncodeToString([]byte(text.StringValue())))
		}
		data[key] = text
	}
	secret["data"] = resource.NewObjectProperty(data)
}
