package kubernetes

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func TestReadFindsNothingToChangeAfterCreate(t *testing.T) {
	s := onCluster(t)
	template := podOf("app:1")
	template["spec"] = object{
		"hostNetwork": false, "volumes": []any{object{"name": "tmp", "emptyDir": object{"sizeLimit": "1024Mi"}}},
		"containers": []any{object{
			"name": "c", "image": "app:1", "env": []any{},
			"resources": object{"limits": object{"cpu": "1000m", "memory": "1024Mi"}, "requests": object{"cpu": 0.5}},
		}},
	}
	for _, created := range []resourceOf{
		s.create(deployment, skipping("x", object{"spec": with(deploymentSpec(1, ""), "template", template)})),
		s.create(secret, named("x", object{"stringData": object{"k": canary}})),
		s.create(configMap, object{"data": object{"k": "v"}}),
	} {
		read := s.read(created)
		same(t, created.inputs.DeepEquals(read.Inputs), true)
		same(t, read.ID, created.id)
	}
}

func TestReadFindsWhatSomebodyElseChanged(t *testing.T) {
	s := onCluster(t)
	created := s.create(deployment, skipping("x", object{"spec": deploymentSpec(1, "app:1")}))
	_, err := running.Apps.Deployments(s.namespace).Patch(t.Context(), "x", types.MergePatchType,
		[]byte(`{"spec":{"replicas":5}}`), metav1.PatchOptions{})
	ok(t, err)
	read := s.read(created)
	same(t, at(read.Inputs, "spec.replicas"), any(5.0))
	same(t, at(read.Inputs, "spec.template.spec.containers[0].image"), any("app:1"))
	same(t, at(read.Inputs, "spec.strategy"), any(nil))
	same(t, at(read.Outputs, "__inputs.spec.replicas"), any(5.0))
}

func TestReadKeepsAChangedSecretSecret(t *testing.T) {
	s := onCluster(t)
	created := s.create(secret, named("x", object{"stringData": object{"k": "before"}}))
	_, err := running.Core.Secrets(s.namespace).Patch(t.Context(), "x", types.MergePatchType,
		[]byte(`{"stringData":{"k":"`+canary+`"}}`), metav1.PatchOptions{})
	ok(t, err)
	read := s.read(created)
	same(t, at(read.Inputs, "data.k"), any(encoded(canary)))
	hides(t, visible(resource.NewObjectProperty(read.Inputs)))
	hides(t, visible(resource.NewObjectProperty(read.Outputs)))
}

func TestReadTellsThatAnObjectIsGone(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, named("x", object{}))
	ok(t, running.Core.ConfigMaps(s.namespace).Delete(t.Context(), "x", metav1.DeleteOptions{}))
	read := s.read(created)
	same(t, string(read.ID), "")
	same(t, len(read.Outputs), 0)
}

func TestReadImportsAnObjectByItsId(t *testing.T) {
	s := onCluster(t)
	s.create(configMap, named("x", object{"data": object{"k": "v"}}))
	read, err := s.provider.Read(t.Context(), plugin.ReadRequest{
		URN: urnOf(configMap, "thing"), Type: configMap, ID: resource.ID(s.namespace + "/x"),
	})
	ok(t, err)
	same(t, read.Inputs.Mappable(), map[string]any{
		"apiVersion": "v1", "kind": "ConfigMap", "data": map[string]any{"k": "v"},
		"metadata": map[string]any{"name": "x", "namespace": s.namespace},
	})
	// What was imported and is written down as it is needs no change.
	same(t, kindsOf(diffOf(t, s.provider, configMap, read.Inputs, s.check(configMap, named("x", object{
		"data": object{"k": "v"},
	})))), map[string]string{})
}
