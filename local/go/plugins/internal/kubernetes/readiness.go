package kubernetes

import (
	"context"
	"fmt"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// verdict is what one look at an object says.
type verdict struct {
	ready    bool
	failed   bool
	progress string
}

// judge looks at an object and, where it takes that, at the objects around it.
type judge func(context.Context, lookup, *unstructured.Unstructured) verdict

var judges = map[schema.GroupKind]judge{
	{Group: "apps", Kind: "DaemonSet"}:                                judgeByStatus,
	{Group: "apps", Kind: "Deployment"}:                               judgeByStatus,
	{Group: "apps", Kind: "ReplicaSet"}:                               judgeByStatus,
	{Group: "apps", Kind: "StatefulSet"}:                              judgeByStatus,
	{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition"}: judgeByStatus,
	{Group: "batch", Kind: "Job"}:                                     judgeJob,
	{Kind: "PersistentVolumeClaim"}:                                   judgeClaim,
	{Kind: "Pod"}:                                                     judgePod,
	{Kind: "Service"}:                                                 judgeService,
}

// judgeOf returns nil for kinds that are ready once they are written.
func judgeOf(object *unstructured.Unstructured) judge {
	return judges[object.GroupVersionKind().GroupKind()]
}

// judgeByStatus never calls an object failed: it may recover until the timeout, as with the official plugin.
func judgeByStatus(_ context.Context, _ lookup, object *unstructured.Unstructured) verdict {
	result, err := status.Compute(object)
	if err != nil {
		return verdict{progress: err.Error()}
	}
	return verdict{ready: result.Status == status.CurrentStatus, progress: result.Message}
}

func judgePod(ctx context.Context, l lookup, object *unstructured.Unstructured) verdict {
	v := judgeByStatus(ctx, l, object)
	pod, err := typed[corev1.Pod](object)
	v.failed = err == nil && pod.Status.Phase == corev1.PodFailed
	return v
}

func judgeJob(_ context.Context, _ lookup, object *unstructured.Unstructured) verdict {
	job, err := typed[batchv1.Job](object)
	if err != nil {
		return verdict{progress: err.Error()}
	}
	for _, c := range job.Status.Conditions {
		if c.Status != corev1.ConditionTrue {
			continue
		}
		switch c.Type {
		case batchv1.JobComplete:
			return verdict{ready: true}
		case batchv1.JobFailed:
			return verdict{failed: true}
		case batchv1.JobSuspended:
			return verdict{ready: true}
		}
	}
	return verdict{progress: fmt.Sprintf("Waiting for Job to complete: %d active, %d succeeded, %d failed",
		job.Status.Active, job.Status.Succeeded, job.Status.Failed)}
}

// judgeClaim waits until the claim is bound and has grown to its size. One that binds with its first pod is ready before.
func judgeClaim(ctx context.Context, l lookup, object *unstructured.Unstructured) verdict {
	claim, err := typed[corev1.PersistentVolumeClaim](object)
	if err != nil {
		return verdict{progress: err.Error()}
	}
	switch claim.Status.Phase {
	case corev1.ClaimBound:
		wanted, has := claim.Spec.Resources.Requests.Storage(), claim.Status.Capacity.Storage()
		return verdict{
			ready:    has.Cmp(*wanted) >= 0,
			progress: fmt.Sprintf("Waiting for the volume to grow from %s to %s", has, wanted),
		}
	case corev1.ClaimLost:
		return verdict{failed: true}
	default:
		return verdict{ready: l.bindsWithFirstPod(ctx, claim), progress: "Waiting for the claim to be bound"}
	}
}

func (l lookup) bindsWithFirstPod(ctx context.Context, claim *corev1.PersistentVolumeClaim) bool {
	if claim.Spec.StorageClassName == nil {
		return false
	}
	class, err := get[storagev1.StorageClass](
		ctx, l, storagev1.SchemeGroupVersion.WithKind("StorageClass"), *claim.Spec.StorageClassName)
	return err == nil && class.VolumeBindingMode != nil &&
		*class.VolumeBindingMode == storagev1.VolumeBindingWaitForFirstConsumer
}

// judgeService waits for an endpoint of a Service that selects pods; headless ones are only names.
func judgeService(ctx context.Context, l lookup, object *unstructured.Unstructured) verdict {
	service, err := typed[corev1.Service](object)
	if err != nil {
		return verdict{progress: err.Error()}
	}
	if service.Spec.Type == corev1.ServiceTypeLoadBalancer && len(service.Status.LoadBalancer.Ingress) == 0 {
		return verdict{progress: "Waiting for the load balancer to get an address"}
	}
	if service.Spec.Type == corev1.ServiceTypeExternalName || len(service.Spec.Selector) == 0 ||
		service.Spec.ClusterIP == corev1.ClusterIPNone {
		return verdict{ready: true}
	}
	slices, err := list[discoveryv1.EndpointSlice](ctx, l, discoveryv1.SchemeGroupVersion.WithKind("EndpointSlice"),
		discoveryv1.LabelServiceName+"="+service.Name)
	if err != nil {
		return verdict{progress: err.Error()}
	}
	return verdict{ready: anyEndpointReady(slices), progress: serviceHasNoPods}
}

const serviceHasNoPods = "Service does not target any Pods. Selected Pods may not be ready, or " +
	"field '.spec.selector' may not match labels on any Pods"

func anyEndpointReady(slices []discoveryv1.EndpointSlice) bool {
	for _, slice := range slices {
		for _, endpoint := range slice.Endpoints {
			if endpoint.Conditions.Ready == nil || *endpoint.Conditions.Ready {
				return true
			}
		}
	}
	return false
}
