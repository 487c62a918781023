package kubernetes

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// The annotations by which a program speaks to the plugin.
const (
	annotationAutonamed      = "pulumi.com/autonamed"
	annotationPatchForce     = "pulumi.com/patchForce"
	annotationFieldManager   = "pulumi.com/patchFieldManager"
	annotationSkipAwait      = "pulumi.com/skipAwait"
	annotationReplaceUnready = "pulumi.com/replaceUnready"
	annotationTimeout        = "pulumi.com/timeoutSeconds"
	annotationPropagation    = "pulumi.com/deletionPropagationPolicy"
)

func annotationOf(properties resource.PropertyMap, name resource.PropertyKey) string {
	return textOf(fieldsOf(fieldsOf(properties["metadata"])["annotations"])[name])
}

func isAutonamed(properties resource.PropertyMap) bool {
	return annotationOf(properties, annotationAutonamed) == "true"
}

func nameOf(properties resource.PropertyMap) string {
	return textOf(fieldsOf(properties["metadata"])["name"])
}

func namespaceOf(properties resource.PropertyMap) string {
	return textOf(fieldsOf(properties["metadata"])["namespace"])
}
