package kubernetes

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// edit is a line of the table of what the official plugin answers to.
type edit struct {
	name          string
	token         string
	before, after object
	changes       map[string]string
	deletesFirst  bool
}

var edits = []edit{
	{
		name: "data of an autonamed ConfigMap: a new one first", token: configMap,
		before: object{"data": object{"20-qw.conf": "a"}}, after: object{"data": object{"20-qw.conf": "b"}},
		changes: map[string]string{`data["20-qw.conf"]`: "update-replace"},
	},
	{
		name: "data of a named ConfigMap: the old one goes first", token: configMap,
		before: named("x", object{"data": object{"k": "a"}}), after: named("x", object{"data": object{"k": "b"}}),
		changes: map[string]string{"data.k": "update-replace"}, deletesFirst: true,
	},
	{
		name: "stringData of a Secret, seen as data", token: secret,
		before: named("x", object{"stringData": object{"k": "a"}}), after: named("x", object{"stringData": object{"k": "b"}}),
		changes: map[string]string{"data.k": "update-replace"}, deletesFirst: true,
	},
	{
		name: "the same Secret written as stringData and as data", token: secret,
		before:  named("x", object{"stringData": object{"k": "a"}}),
		after:   named("x", object{"data": object{"k": "YQ=="}}),
		changes: map[string]string{},
	},
	{
		name: "StatefulSet: replicas", token: statefulSet,
		before:  named("x", object{"spec": statefulSpec("5Gi")}),
		after:   named("x", object{"spec": with(statefulSpec("5Gi"), "replicas", 3.0)}),
		changes: map[string]string{"spec.replicas": "update"},
	},
	{
		name: "StatefulSet: image", token: statefulSet,
		before:  named("x", object{"spec": statefulSpec("5Gi")}),
		after:   named("x", object{"spec": with(statefulSpec("5Gi"), "template", podOf("app:2"))}),
		changes: map[string]string{"spec.template.spec.containers[0].image": "update"},
	},
	{
		name: "StatefulSet: serviceName", token: statefulSet,
		before:  named("x", object{"spec": statefulSpec("5Gi")}),
		after:   named("x", object{"spec": with(statefulSpec("5Gi"), "serviceName", "other")}),
		changes: map[string]string{"spec.serviceName": "update-replace"}, deletesFirst: true,
	},
	{
		name: "StatefulSet: podManagementPolicy", token: statefulSet,
		before:  named("x", object{"spec": statefulSpec("5Gi")}),
		after:   named("x", object{"spec": with(statefulSpec("5Gi"), "podManagementPolicy", "OrderedReady")}),
		changes: map[string]string{"spec.podManagementPolicy": "update-replace"}, deletesFirst: true,
	},
	{
		name: "StatefulSet: only the size of its volumes", token: statefulSet,
		before: named("x", object{"spec": statefulSpec("5Gi")}), after: named("x", object{"spec": statefulSpec("8Gi")}),
		changes: map[string]string{
			"spec.volumeClaimTemplates[0].spec.resources.requests.storage": "update-replace",
		}, deletesFirst: true,
	},
	{
		name: "Deployment: replicas taken out", token: deployment,
		before:  named("x", object{"spec": deploymentSpec(2, "app:1")}),
		after:   named("x", object{"spec": with(deploymentSpec(2, "app:1"), "replicas", nil)}),
		changes: map[string]string{"spec.replicas": "delete"},
	},
	{
		name: "Deployment: selector", token: deployment,
		before: named("x", object{"spec": deploymentSpec(2, "app:1")}),
		after: named("x", object{"spec": with(
			deploymentSpec(2, "app:1"), "selector", object{"matchLabels": object{"app": "b"}})}),
		changes: map[string]string{"spec.selector.matchLabels.app": "update-replace"}, deletesFirst: true,
	},
	{
		name: "Job: template", token: job,
		before: object{"spec": jobSpec("app:1")}, after: object{"spec": jobSpec("app:2")},
		changes: map[string]string{"spec.template.spec.containers[0].image": "update-replace"},
	},
	{
		name: "Job: backoffLimit", token: job,
		before:  object{"spec": jobSpec("app:1")},
		after:   object{"spec": with(jobSpec("app:1"), "backoffLimit", 3.0)},
		changes: map[string]string{"spec.backoffLimit": "update"},
	},
	{
		name: "claim: size", token: claim,
		before: named("x", object{"spec": claimSpec("5Gi")}), after: named("x", object{"spec": claimSpec("8Gi")}),
		changes: map[string]string{"spec.resources.requests.storage": "update"},
	},
	{
		name: "disruption budget: selector", token: budget,
		before:  named("x", object{"spec": object{"selector": object{"matchLabels": object{"app": "a"}}}}),
		after:   named("x", object{"spec": object{"selector": object{"matchLabels": object{"app": "b"}}}}),
		changes: map[string]string{"spec.selector.matchLabels.app": "update"},
	},
	{
		name: "Service: type, selector, port", token: service,
		before: named("x", object{"spec": object{
			"selector": object{"app": "a"}, "ports": []any{object{"port": 80.0}},
		}}),
		after: named("x", object{"spec": object{
			"selector": object{"app": "b"}, "ports": []any{object{"port": 81.0}}, "type": "NodePort",
		}}),
		changes: map[string]string{
			"spec.ports[0].port": "update", "spec.selector.app": "update", "spec.type": "add",
		},
	},
	{
		name: "Service: clusterIP None unset", token: service,
		before:  named("x", object{"spec": object{"clusterIP": "None", "ports": []any{object{"port": 80.0}}}}),
		after:   named("x", object{"spec": object{"ports": []any{object{"port": 80.0}}}}),
		changes: map[string]string{"spec.clusterIP": "delete-replace"}, deletesFirst: true,
	},
	{
		name: "Namespace: name", token: namespace,
		before: named("x", object{}), after: named("y", object{}),
		changes: map[string]string{"metadata.name": "update-replace"},
	},
	{
		name: "Namespace: labels", token: namespace,
		before:  named("x", object{}),
		after:   withMetadata(object{"name": "x", "labels": object{"a": "b"}}, nil),
		changes: map[string]string{"metadata.labels": "add"},
	},
	{
		name: "ports: one more, one less", token: service,
		before: named("x", object{"spec": object{"ports": []any{object{"port": 80.0}}, "externalIPs": []any{"1.2.3.4"}}}),
		after: named("x", object{"spec": object{
			"ports": []any{object{"port": 80.0}, object{"port": 81.0}}, "externalIPs": []any{},
		}}),
		changes: map[string]string{"spec.externalIPs[0]": "delete", "spec.ports[1]": "add"},
	},
}

func TestDiffAnswersEditsLikeTheOfficialPlugin(t *testing.T) {
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			provider := offline(t)
			olds := checked(t, provider, e.token, nil, e.before)
			response := diffOf(t, provider, e.token, olds, checked(t, provider, e.token, olds, e.after))
			same(t, kindsOf(response), e.changes)
			same(t, response.DeleteBeforeReplace, e.deletesFirst)
		})
	}
}

func diffOf(
	t *testing.T, provider plugin.Provider, token string, olds, news resource.PropertyMap,
) plugin.DiffResponse {
	t.Helper()
	response, err := provider.Diff(t.Context(), plugin.DiffRequest{
		URN: urnOf(token, "thing"), Type: tokens.Type(token), OldInputs: olds, NewInputs: news,
	})
	ok(t, err)
	return response
}

func kindsOf(response plugin.DiffResponse) map[string]string {
	kinds := map[string]string{}
	for path, difference := range response.DetailedDiff {
		kinds[path] = difference.Kind.String()
	}
	return kinds
}

func TestDiffUpdatesDataWhereTheProviderSaysThatItIsMutable(t *testing.T) {
	provider := offline(t, resource.PropertyMap{
		"enableConfigMapMutable": resource.NewStringProperty("true"),
		"enableSecretMutable":    resource.NewStringProperty("true"),
	})
	for _, token := range []string{configMap, secret} {
		before := checked(t, provider, token, nil, named("x", object{"data": object{"k": "YQ=="}}))
		after := checked(t, provider, token, nil, named("x", object{"data": object{"k": "Yg=="}}))
		same(t, kindsOf(diffOf(t, provider, token, before, after)), map[string]string{"data.k": "update"})

		before["immutable"] = resource.NewBoolProperty(true)
		after["immutable"] = resource.NewBoolProperty(true)
		same(t, kindsOf(diffOf(t, provider, token, before, after)), map[string]string{"data.k": "update-replace"})
	}
}

// The engine asks this way for the dependents of what is deleted before it is replaced.
func TestDiffReplacesAStatefulSetWhoseWholeSpecIsUnknown(t *testing.T) {
	provider := offline(t)
	olds := checked(t, provider, statefulSet, nil, named("x", object{"spec": statefulSpec("5Gi")}))
	news := olds.Copy()
	news["spec"] = unknownValue()
	response := diffOf(t, provider, statefulSet, olds, news)
	same(t, kindsOf(response), map[string]string{"spec": "update-replace"})
	same(t, response.DeleteBeforeReplace, true)
}

func TestDiffUpdatesWhereOnlyALeafIsUnknown(t *testing.T) {
	provider := offline(t)
	olds := checked(t, provider, deployment, nil, named("x", object{"spec": deploymentSpec(1, "app:1")}))
	news := olds.Copy()
	spec := deploymentSpec(1, "app:1")
	spec["replicas"] = unknownValue()
	news["spec"] = resource.NewPropertyValue(spec)
	same(t, kindsOf(diffOf(t, provider, deployment, olds, news)), map[string]string{"spec.replicas": "update"})
}

func unknownValue() resource.PropertyValue {
	return resource.MakeComputed(resource.NewStringProperty(""))
}
