package kubernetes

const (
	configMap   = "kubernetes:core/v1:ConfigMap"
	secret      = "kubernetes:core/v1:Secret"
	service     = "kubernetes:core/v1:Service"
	pod         = "kubernetes:core/v1:Pod"
	namespace   = "kubernetes:core/v1:Namespace"
	claim       = "kubernetes:core/v1:PersistentVolumeClaim"
	claimPatch  = "kubernetes:core/v1:PersistentVolumeClaimPatch"
	deployment  = "kubernetes:apps/v1:Deployment"
	statefulSet = "kubernetes:apps/v1:StatefulSet"
	job         = "kubernetes:batch/v1:Job"
	budget      = "kubernetes:policy/v1:PodDisruptionBudget"
)

type object = map[string]any

// named is an object with a name of its own; skipping leaves out the wait.
func named(name string, fields object) object {
	return withMetadata(object{"name": name}, fields)
}

func skipping(name string, fields object) object {
	return withMetadata(object{"name": name, "annotations": object{annotationSkipAwait: "true"}}, fields)
}

func withMetadata(metadata, fields object) object {
	result := object{"metadata": metadata}
	for key, value := range fields {
		result[key] = value
	}
	return result
}

func podOf(image string) object {
	return object{
		"metadata": object{"labels": object{"app": "a"}},
		"spec":     object{"containers": []any{object{"name": "c", "image": image}}},
	}
}

func deploymentSpec(replicas float64, image string) object {
	return object{
		"replicas": replicas, "selector": object{"matchLabels": object{"app": "a"}}, "template": podOf(image),
	}
}

func statefulSpec(size string) object {
	return object{
		"replicas": 1.0, "serviceName": "nodes", "podManagementPolicy": "Parallel",
		"selector": object{"matchLabels": object{"app": "a"}}, "template": podOf("app:1"),
		"volumeClaimTemplates": []any{object{"metadata": object{"name": "data"}, "spec": claimSpec(size)}},
	}
}

func claimSpec(size string) object {
	return object{
		"accessModes": []any{"ReadWriteOnce"}, "storageClassName": "local",
		"resources": object{"requests": object{"storage": size}},
	}
}

func jobSpec(image string) object {
	template := podOf(image)
	template["spec"].(object)["restartPolicy"] = "Never"
	return object{"backoffLimit": 0.0, "template": template}
}

// with returns a copy in which one field below spec is another.
func with(spec object, field string, value any) object {
	changed := object{}
	for key, old := range spec {
		changed[key] = old
	}
	if value == nil {
		delete(changed, field)
	} else {
		changed[field] = value
	}
	return changed
}
