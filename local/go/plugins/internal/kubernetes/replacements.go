package kubernetes

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// replacedOnChange lists, per kind, the fields whose change the official plugin answers with a replacement.
// Kinds are told apart by name and group alone: versions of one kind share these rules.
var replacedOnChange = map[schema.GroupKind][]string{
	{Group: "apps", Kind: "Deployment"}: {"spec.selector"},
	{Group: "apps", Kind: "DaemonSet"}:  {"spec.selector"},
	{Group: "apps", Kind: "ReplicaSet"}: {"spec.selector"},
	{Group: "apps", Kind: "StatefulSet"}: {
		"spec.podManagementPolicy", "spec.selector", "spec.serviceName", "spec.volumeClaimTemplates",
	},
	{Group: "batch", Kind: "Job"}: {
		"spec.completionMode", "spec.manualSelector", "spec.selector", "spec.template",
	},
	{Kind: "PersistentVolumeClaim"}: {
		"spec.accessModes", "spec.dataSource", "spec.dataSourceRef", "spec.selector", "spec.storageClassName",
		"spec.volumeMode", "spec.volumeName",
	},
	{Kind: "Secret"}:                                   {"type"},
	{Kind: "Service"}:                                  {"spec.clusterIP"},
	{Kind: "ReplicationController"}:                    {"spec.selector"},
	{Group: "networking.k8s.io", Kind: "IngressClass"}: {"spec.controller"},
	{Group: "rbac.authorization.k8s.io", Kind: "ClusterRoleBinding"}: {"roleRef"},
	{Group: "rbac.authorization.k8s.io", Kind: "RoleBinding"}:        {"roleRef"},
	{Group: "scheduling.k8s.io", Kind: "PriorityClass"}:              {"preemptionPolicy", "value"},
	{Group: "storage.k8s.io", Kind: "StorageClass"}: {
		"parameters", "provisioner", "reclaimPolicy", "volumeBindingMode",
	},
}

// replacedBy returns the fields whose change replaces an object with these old inputs.
func replacedBy(kind schema.GroupKind, olds resource.PropertyMap, s settings) []fieldPath {
	fields := []fieldPath{parseField("kind"), parseField("metadata.name"), parseField("metadata.namespace")}
	for _, field := range replacedOnChange[kind] {
		fields = append(fields, parseField(field))
	}
	immutable := olds["immutable"].IsBool() && olds["immutable"].BoolValue()
	switch {
	case kind == schema.GroupKind{Kind: "ConfigMap"} && (immutable || !s.configMapMutable):
		fields = append(fields, parseField("data"), parseField("binaryData"))
	case kind == schema.GroupKind{Kind: "Secret"} && (immutable || !s.secretMutable):
		fields = append(fields, parseField("data"))
	}
	if immutable {
		fields = append(fields, parseField("immutable"))
	}
	return fields
}
