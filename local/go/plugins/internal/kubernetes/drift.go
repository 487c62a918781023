package kubernetes

import (
	"slices"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	apiresource "k8s.io/apimachinery/pkg/api/resource"
)

// quantityParents are the fields whose values the API server writes in its own way: 1000m becomes 1.
var quantityParents = map[string]bool{"capacity": true, "hard": true, "limits": true, "requests": true}

// liveLike picks from the live value what the recorded one names. Values that the server only writes differently,
// or drops because they are its default, stay as they were recorded.
func liveLike(path []string, recorded, live resource.PropertyValue) resource.PropertyValue {
	switch {
	case recorded.IsObject() && live.IsObject():
		return liveFields(path, recorded.ObjectValue(), live.ObjectValue())
	case recorded.IsArray() && live.IsArray() && len(recorded.ArrayValue()) == len(live.ArrayValue()):
		items := make([]resource.PropertyValue, len(live.ArrayValue()))
		for index, item := range live.ArrayValue() {
			items[index] = liveLike(path, recorded.ArrayValue()[index], item)
		}
		return resource.NewArrayProperty(items)
	case sameQuantity(path, recorded, live):
		return recorded
	default:
		return live
	}
}

func liveFields(path []string, recorded, live resource.PropertyMap) resource.PropertyValue {
	fields := resource.PropertyMap{}
	for key, value := range recorded {
		below := append(slices.Clone(path), string(key))
		if found, has := live[key]; has {
			fields[key] = liveLike(below, value, found)
		} else if isEmpty(value) {
			fields[key] = value
		}
	}
	return resource.NewObjectProperty(fields)
}

// isEmpty tells values that Kubernetes leaves out when it writes an object.
func isEmpty(value resource.PropertyValue) bool {
	switch {
	case value.IsObject():
		return len(value.ObjectValue()) == 0
	case value.IsArray():
		return len(value.ArrayValue()) == 0
	case value.IsBool():
		return !value.BoolValue()
	case value.IsNumber():
		return value.NumberValue() == 0
	case value.IsString():
		return value.StringValue() == ""
	default:
		return value.IsNull()
	}
}

func sameQuantity(path []string, recorded, live resource.PropertyValue) bool {
	if len(path) == 0 {
		return false
	}
	field := path[len(path)-1]
	if field != "sizeLimit" && field != "divisor" && (len(path) < 2 || !quantityParents[path[len(path)-2]]) {
		return false
	}
	before, err := apiresource.ParseQuantity(quantityText(recorded))
	if err != nil {
		return false
	}
	after, err := apiresource.ParseQuantity(quantityText(live))
	return err == nil && before.Cmp(after) == 0
}

func quantityText(value resource.PropertyValue) string {
	switch {
	case value.IsString():
		return value.StringValue()
	case value.IsNumber():
		return strconv.FormatFloat(value.NumberValue(), 'f', -1, 64)
	default:
		return ""
	}
}
