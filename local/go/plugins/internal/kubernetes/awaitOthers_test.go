package kubernetes

import (
	"strings"
	"testing"

	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestAServiceWaitsForAPodBehindItsSelector(t *testing.T) {
	s := onCluster(t)
	spec := object{"selector": object{"app": "a"}, "ports": []any{object{"port": 80.0}}}
	_, err := s.tryCreate(service, bounded("empty", spec))
	reasons, _ := reasonsOf(t, err)
	same(t, reasons[1:], []string{serviceHasNoPods})

	s.createRaw(discoveryv1.SchemeGroupVersion.WithKind("EndpointSlice"), s.namespace, &discoveryv1.EndpointSlice{
		ObjectMeta:  metav1.ObjectMeta{Name: "full-1", Labels: map[string]string{discoveryv1.LabelServiceName: "full"}},
		AddressType: discoveryv1.AddressTypeIPv4,
		Endpoints:   []discoveryv1.Endpoint{{Addresses: []string{"10.0.0.1"}}},
	})
	s.create(service, bounded("full", spec))
	s.create(service, bounded("headless", with(spec, "clusterIP", "None")))
	s.create(service, bounded("by-hand", with(spec, "selector", nil)))
}

func TestAClaimWaitsForItsVolumeUnlessAPodHasToComeFirst(t *testing.T) {
	s := onCluster(t)
	_, err := s.tryCreate(claim, bounded("waits", claimSpec("5Gi")))
	reasonsOf(t, err)

	s.lateClass("late-" + s.namespace)
	spec := with(claimSpec("5Gi"), "storageClassName", "late-"+s.namespace)
	created := s.create(claim, named("binds-later", object{"spec": spec}))
	same(t, at(created.outputs, "status.phase"), any("Pending"))
}

func TestAPatchedClaimWaitsUntilTheVolumeHasGrown(t *testing.T) {
	s := onCluster(t)
	s.growing("data-0")
	_, err := s.tryCreate(claimPatch, withMetadata(object{"name": "data-0", "annotations": object{
		annotationPatchForce: "true", annotationTimeout: "1",
	}}, claimSize("8Gi")))
	reasons, _ := reasonsOf(t, err)
	if !strings.HasSuffix(reasons[0], "'data-0' timed out waiting to be Ready") {
		t.Fatal(reasons)
	}
}
