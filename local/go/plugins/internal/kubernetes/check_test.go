package kubernetes

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

func TestCheckNamesWhatHasNoNameAndSaysSo(t *testing.T) {
	inputs := checked(t, offline(t), configMap, nil, map[string]any{})
	if name := nameOf(inputs); !regexp.MustCompile(`^thing-[0-9a-f]{8}$`).MatchString(name) {
		t.Fatalf("unexpected name %q", name)
	}
	same(t, at(inputs, `metadata.annotations["pulumi.com/autonamed"]`), any("true"))
	same(t, at(inputs, "apiVersion"), any("v1"))
	same(t, at(inputs, "kind"), any("ConfigMap"))
}

func TestCheckKeepsTheNameThatItGave(t *testing.T) {
	provider := offline(t)
	first := checked(t, provider, configMap, nil, map[string]any{})
	second := checked(t, provider, configMap, first, map[string]any{"data": map[string]any{"a": "b"}})
	same(t, nameOf(second), nameOf(first))
	same(t, isAutonamed(second), true)
}

func TestCheckLeavesAGivenNameAlone(t *testing.T) {
	inputs := checked(t, offline(t), configMap, nil, map[string]any{"metadata": map[string]any{"name": "mine"}})
	same(t, nameOf(inputs), "mine")
	same(t, isAutonamed(inputs), false)
}

func TestCheckPutsNamespacedKindsIntoTheDefaultNamespaceOnly(t *testing.T) {
	provider := offline(t)
	same(t, namespaceOf(checked(t, provider, configMap, nil, map[string]any{})), "default")
	same(t, namespaceOf(checked(t, provider, "kubernetes:core/v1:Namespace", nil, map[string]any{})), "")
	same(t, namespaceOf(checked(t, provider, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", nil,
		map[string]any{})), "")
	shop := offline(t, resource.PropertyMap{"namespace": resource.NewStringProperty("shop")})
	same(t, namespaceOf(checked(t, shop, configMap, nil, map[string]any{})), "shop")
}

func TestCheckMakesTheDataOfASecretSecret(t *testing.T) {
	inputs := checked(t, offline(t), secret, nil, map[string]any{"stringData": map[string]any{"password": canary}})
	same(t, inputs["stringData"].IsSecret(), true)
	hides(t, visible(resource.NewObjectProperty(inputs)))
}

func TestCheckKeepsSecretsInMetadata(t *testing.T) {
	inputs := checked(t, offline(t), configMap, nil, map[string]any{"metadata": map[string]any{
		"annotations": resource.MakeSecret(resource.NewPropertyValue(map[string]any{"a": "canary"})),
	}})
	same(t, fieldsOf(inputs["metadata"])["annotations"].IsSecret(), true)
}

func TestCheckAsksForTheNameOfWhatAPatchChanges(t *testing.T) {
	response, err := offline(t).Check(t.Context(), plugin.CheckRequest{
		URN: urnOf(claimPatch, "thing"), Type: tokens.Type(claimPatch), News: resource.PropertyMap{},
	})
	ok(t, err)
	same(t, len(response.Failures), 1)
	if !strings.Contains(response.Failures[0].Reason, "must specify the name") {
		t.Fatal(response.Failures)
	}
}

func TestCheckHonoursAutonamingOfTheEngine(t *testing.T) {
	provider := offline(t)
	request := plugin.CheckRequest{
		URN: urnOf(configMap, "thing"), Type: tokens.Type(configMap), News: resource.PropertyMap{},
		Autonaming: &plugin.AutonamingOptions{ProposedName: "proposed", Mode: plugin.AutonamingModeEnforce},
	}
	response, err := provider.Check(t.Context(), request)
	ok(t, err)
	same(t, nameOf(response.Properties), "proposed")
	request.Autonaming.Mode = plugin.AutonamingModeDisabled
	response, err = provider.Check(t.Context(), request)
	ok(t, err)
	same(t, len(response.Failures), 1)
}
