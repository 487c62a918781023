package kubernetes

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

const patchSuffix = "Patch"

// isPatch tells a `...Patch` resource, which owns some fields of an object that somebody else made.
func isPatch(t tokens.Type, kind string) bool {
	name := string(t.Name())
	return strings.HasSuffix(name, patchSuffix) && name != kind
}

// gvkOf reads apiVersion and kind; the type token stands in for what is missing.
func gvkOf(t tokens.Type, properties resource.PropertyMap) (schema.GroupVersionKind, error) {
	apiVersion, kind := textOf(properties["apiVersion"]), textOf(properties["kind"])
	if apiVersion == "" {
		// kubernetes:core/v1:Secret, kubernetes:apps/v1:Deployment
		apiVersion = strings.TrimPrefix(string(t.Module().Name()), "core/")
	}
	if kind == "" {
		kind = strings.TrimSuffix(string(t.Name()), patchSuffix)
	}
	gv, err := schema.ParseGroupVersion(apiVersion)
	if err != nil {
		return schema.GroupVersionKind{}, fmt.Errorf("apiVersion %q: %w", apiVersion, err)
	}
	return gv.WithKind(kind), nil
}

// idOf is "namespace/name", or "name" for what lives in no namespace.
func idOf(namespace, name string) resource.ID {
	if namespace == "" {
		return resource.ID(name)
	}
	return resource.ID(namespace + "/" + name)
}

func splitID(id resource.ID) (namespace, name string) {
	before, after, namespaced := strings.Cut(string(id), "/")
	if !namespaced {
		return "", before
	}
	return before, after
}
