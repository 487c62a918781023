package kubernetes

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

var booleanSettings = []resource.PropertyKey{
	"enableServerSideApply", "enableConfigMapMutable", "enableSecretMutable", "enablePatchForce",
	"upsertExistingObjects", "deleteUnreachable", "skipUpdateUnreachable", "suppressDeprecationWarnings",
}

func (*provider) CheckConfig(
	_ context.Context, request plugin.CheckConfigRequest,
) (plugin.CheckConfigResponse, error) {
	var failures []plugin.CheckFailure
	for _, key := range booleanSettings {
		if value := textOf(request.News[key]); value != "" && value != "true" && value != "false" {
			failures = append(failures, plugin.CheckFailure{
				Property: key, Reason: fmt.Sprintf("%s must be true or false, got %q", key, value),
			})
		}
	}
	if textOf(request.News["enableServerSideApply"]) == "false" {
		failures = append(failures, plugin.CheckFailure{
			Property: "enableServerSideApply",
			Reason:   "this stand-in plugin knows server-side apply only: leave enableServerSideApply at true",
		})
	}
	if text := textOf(request.News["kubeClientSettings"]); text != "" {
		if err := json.Unmarshal([]byte(text), &clientSettings{}); err != nil {
			failures = append(failures, plugin.CheckFailure{Property: "kubeClientSettings", Reason: err.Error()})
		}
	}
	return plugin.CheckConfigResponse{Properties: request.News, Failures: failures}, nil
}

// DiffConfig replaces the provider, and with it every resource, only when it points to another cluster.
func (*provider) DiffConfig(_ context.Context, request plugin.DiffConfigRequest) (plugin.DiffConfigResponse, error) {
	difference := request.OldInputs.Diff(request.NewInputs)
	if difference == nil {
		return plugin.DiffResult{Changes: plugin.DiffNone}, nil
	}
	result := plugin.DiffResult{Changes: plugin.DiffSome, ChangedKeys: difference.ChangedKeys()}
	if pointsElsewhere(request.OldInputs, request.NewInputs) {
		for _, key := range []resource.PropertyKey{"kubeconfig", "context", "cluster", "clusterIdentifier"} {
			if difference.Changed(key) {
				result.ReplaceKeys = append(result.ReplaceKeys, key)
			}
		}
	}
	return result, nil
}

func pointsElsewhere(olds, news resource.PropertyMap) bool {
	if unwrapped(news["kubeconfig"]).ContainsUnknowns() || unwrapped(news["context"]).ContainsUnknowns() {
		return false
	}
	before, after := settingsOf(olds), settingsOf(news)
	if before.clusterIdentifier != "" || after.clusterIdentifier != "" {
		return before.clusterIdentifier != after.clusterIdentifier
	}
	was, err := activeCluster(before)
	if err != nil {
		return false
	}
	is, err := activeCluster(after)
	if err != nil {
		return false
	}
	return !reflect.DeepEqual(was, is)
}

func (p *provider) Configure(_ context.Context, request plugin.ConfigureRequest) (plugin.ConfigureResponse, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.settings = settingsOf(request.Inputs)
	p.cluster = newCluster(p.settings)
	return plugin.ConfigureResponse{}, nil
}
