package kubernetes

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"queue-workloads.local/plugins/internal/testcluster"
)

// stage is one test's provider and namespace on the real API server.
type stage struct {
	*testing.T
	provider  plugin.Provider
	namespace string
}

func onCluster(t *testing.T, config ...resource.PropertyMap) stage {
	t.Helper()
	// Asked again here: go test sees, for its cache, only what is read while tests run.
	if missing := testcluster.Missing(); missing != "" {
		t.Skip(missing)
	}
	namespace, err := running.Core.Namespaces().Create(t.Context(), &corev1.Namespace{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "test-"},
	}, metav1.CreateOptions{})
	ok(t, err)
	inputs := resource.PropertyMap{"kubeconfig": resource.NewStringProperty(running.Kubeconfig)}
	for _, more := range config {
		for key, value := range more {
			inputs[key] = value
		}
	}
	return stage{T: t, provider: configured(t, inputs), namespace: namespace.Name}
}

// offline returns a provider whose cluster nobody answers for.
func offline(t *testing.T, config ...resource.PropertyMap) plugin.Provider {
	t.Helper()
	inputs := resource.PropertyMap{"kubeconfig": resource.NewStringProperty(`{"apiVersion":"v1","kind":"Config",
		"clusters":[{"name":"a","cluster":{"server":"https://127.0.0.1:1"}}],
		"contexts":[{"name":"a","context":{"cluster":"a"}}],"current-context":"a"}`)}
	for _, more := range config {
		for key, value := range more {
			inputs[key] = value
		}
	}
	return configured(t, inputs)
}

func configured(t *testing.T, inputs resource.PropertyMap) plugin.Provider {
	t.Helper()
	provider := NewProvider("")
	_, err := provider.Configure(t.Context(), plugin.ConfigureRequest{Inputs: inputs})
	ok(t, err)
	return provider
}

// resourceOf is a resource in the state of a stack.
type resourceOf struct {
	urn             resource.URN
	id              resource.ID
	inputs, outputs resource.PropertyMap
}

func urnOf(token, name string) resource.URN {
	return resource.NewURN("stack", "project", "", tokens.Type(token), name)
}

func (s stage) check(token string, inputs map[string]any) resource.PropertyMap {
	s.Helper()
	return checked(s.T, s.provider, token, nil, s.in(inputs))
}

// in puts an object into the test's namespace.
func (s stage) in(object map[string]any) map[string]any {
	metadata, _ := object["metadata"].(map[string]any)
	if metadata == nil {
		metadata = map[string]any{}
	}
	metadata["namespace"] = s.namespace
	object["metadata"] = metadata
	return object
}

func checked(
	t *testing.T, provider plugin.Provider, token string, olds resource.PropertyMap, inputs map[string]any,
) resource.PropertyMap {
	t.Helper()
	response, err := provider.Check(t.Context(), plugin.CheckRequest{
		URN: urnOf(token, "thing"), Type: tokens.Type(token), Olds: olds, News: resource.NewPropertyMapFromMap(inputs),
		RandomSeed: []byte("seed"),
	})
	ok(t, err)
	if len(response.Failures) > 0 {
		t.Fatalf("check refuses: %v", response.Failures)
	}
	return response.Properties
}

func (s stage) create(token string, inputs map[string]any) resourceOf {
	s.Helper()
	created, err := s.tryCreate(token, inputs)
	ok(s.T, err)
	return created
}

func (s stage) tryCreate(token string, inputs map[string]any) (resourceOf, error) {
	s.Helper()
	properties := s.check(token, inputs)
	urn := urnOf(token, "thing")
	response, err := s.provider.Create(s.Context(), plugin.CreateRequest{
		URN: urn, Type: tokens.Type(token), Properties: properties,
	})
	return resourceOf{urn: urn, id: response.ID, inputs: properties, outputs: response.Properties}, err
}

func (s stage) previewCreate(token string, inputs map[string]any) (resource.PropertyMap, error) {
	s.Helper()
	response, err := s.provider.Create(s.Context(), plugin.CreateRequest{
		URN: urnOf(token, "thing"), Type: tokens.Type(token), Properties: s.check(token, inputs), Preview: true,
	})
	return response.Properties, err
}

func (s stage) diff(old resourceOf, inputs map[string]any) plugin.DiffResponse {
	s.Helper()
	token := string(old.urn.Type())
	response, err := s.provider.Diff(s.Context(), plugin.DiffRequest{
		URN: old.urn, Type: old.urn.Type(), ID: old.id, OldInputs: old.inputs, OldOutputs: old.outputs,
		NewInputs: checked(s.T, s.provider, token, old.inputs, s.in(inputs)),
	})
	ok(s.T, err)
	return response
}

func (s stage) update(old resourceOf, inputs map[string]any, preview bool) (resourceOf, error) {
	s.Helper()
	properties := checked(s.T, s.provider, string(old.urn.Type()), old.inputs, s.in(inputs))
	response, err := s.provider.Update(s.Context(), plugin.UpdateRequest{
		URN: old.urn, Type: old.urn.Type(), ID: old.id, OldInputs: old.inputs, OldOutputs: old.outputs,
		NewInputs: properties, Preview: preview,
	})
	return resourceOf{urn: old.urn, id: old.id, inputs: properties, outputs: response.Properties}, err
}

func (s stage) read(old resourceOf) plugin.ReadResponse {
	s.Helper()
	response, err := s.provider.Read(s.Context(), plugin.ReadRequest{
		URN: old.urn, Type: old.urn.Type(), ID: old.id, Inputs: old.inputs, State: old.outputs,
	})
	ok(s.T, err)
	return response
}

func (s stage) delete(old resourceOf) error {
	s.Helper()
	_, err := s.provider.Delete(s.Context(), plugin.DeleteRequest{
		URN: old.urn, Type: old.urn.Type(), ID: old.id, Inputs: old.inputs, Outputs: old.outputs,
	})
	return err
}
