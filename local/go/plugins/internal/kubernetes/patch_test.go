package kubernetes

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apiresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// growing is a bound claim as the StatefulSet controller makes one, on a class that can expand.
func (s stage) growing(name string) {
	s.Helper()
	class, expands := "class-"+s.namespace, true
	s.createRaw(storagev1.SchemeGroupVersion.WithKind("StorageClass"), "", &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: class}, Provisioner: "example.com/none",
		AllowVolumeExpansion: &expands,
	})
	claims := running.Core.PersistentVolumeClaims(s.namespace)
	made, err := claims.Create(s.Context(), &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, StorageClassName: &class,
			Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{
				corev1.ResourceStorage: apiresource.MustParse("5Gi"),
			}},
		},
	}, metav1.CreateOptions{FieldManager: "kube-controller-manager"})
	ok(s.T, err)
	made.Status.Phase = corev1.ClaimBound
	made.Status.Capacity = made.Spec.Resources.Requests
	_, err = claims.UpdateStatus(s.Context(), made, metav1.UpdateOptions{})
	ok(s.T, err)
}

// lateClass is a class whose claims bind with their first pod.
func (s stage) lateClass(name string) {
	s.Helper()
	late := storagev1.VolumeBindingWaitForFirstConsumer
	s.createRaw(storagev1.SchemeGroupVersion.WithKind("StorageClass"), "", &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Provisioner: "example.com/none", VolumeBindingMode: &late,
	})
}

func (s stage) createRaw(gvk schema.GroupVersionKind, namespace string, value any) {
	s.Helper()
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(value)
	ok(s.T, err)
	raw := &unstructured.Unstructured{Object: fields}
	raw.SetGroupVersionKind(gvk)
	connection, err := s.provider.(*provider).cluster.open()
	ok(s.T, err)
	client, err := connection.resource(gvk, namespace)
	ok(s.T, err)
	_, err = client.Create(s.Context(), raw, metav1.CreateOptions{})
	ok(s.T, err)
}

func claimSize(size string) object {
	return object{"spec": object{"resources": object{"requests": object{"storage": size}}}}
}

func forced(name, size string) object {
	return withMetadata(object{"name": name, "annotations": object{
		annotationPatchForce: "true", annotationSkipAwait: "true",
	}}, claimSize(size))
}

func TestPatchGrowsAClaimThatAControllerMade(t *testing.T) {
	s := onCluster(t)
	s.growing("data-0")
	_, err := s.tryCreate(claimPatch, skipping("data-0", claimSize("8Gi")))
	says(t, err, `conflict with "kube-controller-manager"`)

	patched := s.create(claimPatch, forced("data-0", "8Gi"))
	same(t, string(patched.id), s.namespace+"/data-0")
	live, err := running.Core.PersistentVolumeClaims(s.namespace).Get(t.Context(), "data-0", metav1.GetOptions{})
	ok(t, err)
	same(t, live.Spec.Resources.Requests.Storage().String(), "8Gi")

	same(t, kindsOf(s.diff(patched, forced("data-0", "9Gi"))), map[string]string{
		"spec.resources.requests.storage": "update",
	})
	patched, err = s.update(patched, forced("data-0", "9Gi"), false)
	ok(t, err)
	same(t, patched.inputs.DeepEquals(s.read(patched).Inputs), true)
}

func TestPatchRefusesToShrinkAClaimInThePreview(t *testing.T) {
	s := onCluster(t)
	s.growing("data-0")
	patched := s.create(claimPatch, forced("data-0", "8Gi"))
	_, err := s.update(patched, forced("data-0", "4Gi"), true)
	says(t, err, "field can not be less than")
}

func TestPatchOfARequiredFieldCannotBeTakenBack(t *testing.T) {
	s := onCluster(t)
	s.growing("data-0")
	patched := s.create(claimPatch, forced("data-0", "8Gi"))
	says(t, s.delete(patched), "managing a required field")
}

func TestPatchThatIsDeletedLetsGoOfItsFieldsAndNothingElse(t *testing.T) {
	s := onCluster(t)
	_, err := running.Core.ConfigMaps(s.namespace).Create(t.Context(), &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: "x"}, Data: map[string]string{"theirs": "1"},
	}, metav1.CreateOptions{})
	ok(t, err)
	patched := s.create("kubernetes:core/v1:ConfigMapPatch", named("x", object{
		"kind": "ConfigMap", "data": object{"ours": "1"},
	}))
	live := func() map[string]string {
		found, err := running.Core.ConfigMaps(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
		ok(t, err)
		return found.Data
	}
	same(t, live(), map[string]string{"ours": "1", "theirs": "1"})
	ok(t, s.delete(patched))
	same(t, live(), map[string]string{"theirs": "1"})
}

func TestPatchMakesNoObject(t *testing.T) {
	s := onCluster(t)
	_, err := s.previewCreate(claimPatch, forced("data-0", "8Gi"))
	ok(t, err)
	_, err = s.tryCreate(claimPatch, forced("data-0", "8Gi"))
	says(t, err, `persistentvolumeclaims "data-0" not found`)
}
