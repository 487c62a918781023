package kubernetes

import "strings"

// clusterScoped lists the kinds of Kubernetes itself that live in no namespace.
var clusterScoped = map[string]bool{
	"APIService":                       true,
	"CSIDriver":                        true,
	"CSINode":                          true,
	"CertificateSigningRequest":        true,
	"ClusterRole":                      true,
	"ClusterRoleBinding":               true,
	"ClusterTrustBundle":               true,
	"ComponentStatus":                  true,
	"CustomResourceDefinition":         true,
	"DeviceClass":                      true,
	"FlowSchema":                       true,
	"IPAddress":                        true,
	"IngressClass":                     true,
	"MutatingAdmissionPolicy":          true,
	"MutatingAdmissionPolicyBinding":   true,
	"MutatingWebhookConfiguration":     true,
	"Namespace":                        true,
	"Node":                             true,
	"PersistentVolume":                 true,
	"PriorityClass":                    true,
	"PriorityLevelConfiguration":       true,
	"ResourceSlice":                    true,
	"RuntimeClass":                     true,
	"SelfSubjectAccessReview":          true,
	"SelfSubjectReview":                true,
	"SelfSubjectRulesReview":           true,
	"ServiceCIDR":                      true,
	"StorageClass":                     true,
	"SubjectAccessReview":              true,
	"TokenReview":                      true,
	"ValidatingAdmissionPolicy":        true,
	"ValidatingAdmissionPolicyBinding": true,
	"ValidatingWebhookConfiguration":   true,
	"VolumeAttachment":                 true,
	"VolumeAttributesClass":            true,
}

// isBuiltIn tells the API groups of Kubernetes itself (apps, batch, rbac.authorization.k8s.io) from those of custom resources.
func isBuiltIn(group string) bool {
	if !strings.Contains(group, ".") {
		return true
	}
	parent := group[strings.Index(group, ".")+1:]
	return parent == "k8s.io" || parent == "authorization.k8s.io" || parent == "apiserver.k8s.io"
}
