package kubernetes

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// stateOf is what goes into the stack's state: the live object, and with it what the next apply needs to know.
func stateOf(live *unstructured.Unstructured, inputs resource.PropertyMap, manager string) resource.PropertyMap {
	recorded := withSecretData(secretive(normalized(inputs), foldedLike(inputs)))
	outputs := propertiesOf(live.Object)
	outputs["__inputs"] = resource.NewObjectProperty(recorded)
	outputs["__fieldManager"] = resource.NewStringProperty(manager)
	outputs["__initialApiVersion"] = resource.NewStringProperty(live.GetAPIVersion())
	return secretive(outputs, inputs)
}

// foldedLike keeps the secret marks of the inputs for a Secret whose stringData was folded into data.
func foldedLike(inputs resource.PropertyMap) resource.PropertyMap {
	like := inputs.Copy()
	delete(like, "stringData")
	return like
}

// previewedState is the answer of a dry run without what a real run would make anew.
func previewedState(dryRun *unstructured.Unstructured, inputs resource.PropertyMap, manager string) resource.PropertyMap {
	object := dryRun.DeepCopy()
	for _, field := range []string{"uid", "creationTimestamp", "resourceVersion", "managedFields"} {
		unstructured.RemoveNestedField(object.Object, "metadata", field)
	}
	if object.GetKind() == "Service" && !hasValue(fieldsOf(inputs["spec"])["clusterIP"]) {
		unstructured.RemoveNestedField(object.Object, "spec", "clusterIP")
		unstructured.RemoveNestedField(object.Object, "spec", "clusterIPs")
	}
	return stateOf(object, inputs, manager)
}
