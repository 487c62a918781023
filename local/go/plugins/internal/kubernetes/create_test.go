package kubernetes

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestCreateMakesTheObjectAndReportsItWhole(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, object{"data": object{"k": "v"}})
	live, err := running.Core.ConfigMaps(s.namespace).Get(t.Context(), nameOf(created.inputs), metav1.GetOptions{})
	ok(t, err)
	same(t, live.Data, map[string]string{"k": "v"})
	same(t, string(created.id), s.namespace+"/"+live.Name)
	same(t, at(created.outputs, "metadata.uid"), any(string(live.UID)))
	same(t, at(created.outputs, "__initialApiVersion"), any("v1"))
	same(t, at(created.outputs, "__inputs.data.k"), any("v"))
	if manager := textOf(created.outputs["__fieldManager"]); !strings.HasPrefix(manager, "pulumi-kubernetes-") {
		t.Fatalf("field manager %q", manager)
	}
}

func TestCreateRefusesANameThatIsTaken(t *testing.T) {
	s := onCluster(t)
	s.create(configMap, named("x", object{"data": object{"k": "first"}}))
	_, err := s.tryCreate(configMap, named("x", object{"data": object{"k": "second"}}))
	says(t, err, `configmaps "x" already exists`)
	live, err := running.Core.ConfigMaps(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	ok(t, err)
	same(t, live.Data["k"], "first")
}

func TestPreviewOfACreationMakesNothing(t *testing.T) {
	s := onCluster(t)
	outputs, err := s.previewCreate(service, named("x", object{"spec": object{"ports": []any{object{"port": 80.0}}}}))
	ok(t, err)
	same(t, at(outputs, "spec.ports[0].protocol"), any("TCP"))
	for _, made := range []string{"metadata.uid", "metadata.creationTimestamp", "spec.clusterIP", "spec.clusterIPs"} {
		same(t, at(outputs, made), any(nil))
	}
	_, err = running.Core.Services(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	same(t, apierrors.IsNotFound(err), true)
}

func TestPreviewFailsWithTheSentenceOfTheServer(t *testing.T) {
	s := onCluster(t)
	_, err := s.previewCreate(service, named("x", object{"spec": object{"ports": []any{object{"port": 99999.0}}}}))
	says(t, err, "spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535")
}

func TestPreviewAcceptsWhatComesLaterInTheSameDeployment(t *testing.T) {
	s := onCluster(t)
	s.create(configMap, named("taken", object{}))
	inputs := s.check(configMap, named("taken", object{"data": object{"k": "v"}}))
	elsewhere := s.check(configMap, named("x", object{}))
	elsewhere["metadata"] = resource.NewPropertyValue(object{"name": "x", "namespace": "not-there-yet"})
	custom := s.check("kubernetes:example.com/v1:Broker", named("x", object{
		"apiVersion": "example.com/v1", "kind": "Broker",
	}))
	for _, properties := range []resource.PropertyMap{inputs, elsewhere, custom} {
		response, err := s.provider.Create(t.Context(), plugin.CreateRequest{
			URN: urnOf(configMap, "thing"), Type: tokens.Type(configMap), Properties: properties, Preview: true,
		})
		ok(t, err)
		same(t, response.Properties.Mappable(), properties.Mappable())
	}
}

func TestPreviewKeepsUnknownValuesFromTheServer(t *testing.T) {
	s := onCluster(t)
	// The server would refuse this object: that the preview passes shows that it was not asked.
	properties := s.check(service, named("x", object{"spec": object{
		"ports": []any{object{"port": 99999.0}}, "clusterIP": unknownValue(),
	}}))
	response, err := s.provider.Create(t.Context(), plugin.CreateRequest{
		URN: urnOf(service, "thing"), Type: tokens.Type(service), Properties: properties, Preview: true,
	})
	ok(t, err)
	same(t, response.Properties.ContainsUnknowns(), true)
}

func TestPreviewWorksWithoutACluster(t *testing.T) {
	provider := offline(t)
	inputs := checked(t, provider, configMap, nil, named("x", object{"data": object{"k": "v"}}))
	created, err := provider.Create(t.Context(), plugin.CreateRequest{
		URN: urnOf(configMap, "thing"), Type: tokens.Type(configMap), Properties: inputs, Preview: true,
	})
	ok(t, err)
	same(t, at(created.Properties, "data.k"), any("v"))
	updated, err := provider.Update(t.Context(), plugin.UpdateRequest{
		URN: urnOf(configMap, "thing"), Type: tokens.Type(configMap), ID: "default/x", OldInputs: inputs,
		NewInputs: inputs, Preview: true,
	})
	ok(t, err)
	same(t, at(updated.Properties, "data.k"), any("v"))
}

func TestCreateWithoutAClusterSaysThatItIsUnreachable(t *testing.T) {
	provider := offline(t)
	_, err := provider.Create(t.Context(), plugin.CreateRequest{
		URN: urnOf(configMap, "thing"), Type: tokens.Type(configMap),
		Properties: checked(t, provider, configMap, nil, object{}),
	})
	says(t, err, "configured Kubernetes cluster is unreachable")
}
