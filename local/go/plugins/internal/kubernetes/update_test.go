package kubernetes

import (
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func TestUpdateAppliesWhatChangedAndTakesOutWhatIsGone(t *testing.T) {
	s := onCluster(t, resource.PropertyMap{"enableConfigMapMutable": resource.NewStringProperty("true")})
	created := s.create(configMap, named("x", object{"data": object{"kept": "1", "gone": "1", "changed": "1"}}))
	_, err := s.update(created, named("x", object{"data": object{"kept": "1", "changed": "2", "new": "1"}}), false)
	ok(t, err)
	live, err := running.Core.ConfigMaps(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	ok(t, err)
	same(t, live.Data, map[string]string{"changed": "2", "kept": "1", "new": "1"})

	var managers []string
	for _, field := range live.ManagedFields {
		managers = append(managers, field.Manager+" "+string(field.Operation))
	}
	same(t, managers, []string{managerOf(created.outputs) + " Apply"})
}

func TestPreviewOfAnUpdateChangesNothing(t *testing.T) {
	s := onCluster(t)
	created := s.create(deployment, skipping("x", object{"spec": deploymentSpec(1, "app:1")}))
	preview, err := s.update(created, skipping("x", object{"spec": deploymentSpec(3, "app:2")}), true)
	ok(t, err)
	same(t, at(preview.outputs, "spec.replicas"), any(3.0))
	live, err := running.Apps.Deployments(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	ok(t, err)
	same(t, *live.Spec.Replicas, int32(1))
}

func TestPreviewOfAnUpdateFailsWithTheSentenceOfTheServer(t *testing.T) {
	s := onCluster(t)
	created := s.create(deployment, skipping("x", object{"spec": deploymentSpec(1, "app:1")}))
	_, err := s.update(created, skipping("x", object{"spec": deploymentSpec(-1, "app:1")}), true)
	says(t, err, "spec.replicas: Invalid value: -1: must be greater than or equal to 0")
}

func TestUpdateRefusesFieldsOfAnotherManagerUnlessForced(t *testing.T) {
	s := onCluster(t)
	created := s.create(deployment, skipping("x", object{"spec": deploymentSpec(1, "app:1")}))
	_, err := running.Apps.Deployments(s.namespace).Patch(t.Context(), "x", types.MergePatchType,
		[]byte(`{"spec":{"replicas":5}}`), metav1.PatchOptions{FieldManager: "somebody-else"})
	ok(t, err)
	for _, preview := range []bool{true, false} {
		_, err = s.update(created, skipping("x", object{"spec": deploymentSpec(2, "app:1")}), preview)
		says(t, err, `conflict with "somebody-else"`)
		says(t, err, "pulumi.com/patchForce")
	}
	forced := withMetadata(object{"name": "x", "annotations": object{
		annotationSkipAwait: "true", annotationPatchForce: "true",
	}}, object{"spec": deploymentSpec(2, "app:1")})
	_, err = s.update(created, forced, false)
	ok(t, err)
	live, err := running.Apps.Deployments(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	ok(t, err)
	same(t, *live.Spec.Replicas, int32(2))
}

func TestUpdateOfWhatIsGoneSaysSo(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, named("x", object{}))
	ok(t, running.Core.ConfigMaps(s.namespace).Delete(t.Context(), "x", metav1.DeleteOptions{}))
	_, err := s.update(created, named("x", object{"data": object{"k": "v"}}), false)
	says(t, err, `configmaps "x" not found`)
}

func TestDiffReplacesWhatTheServerCallsImmutable(t *testing.T) {
	s := onCluster(t)
	spec := with(jobSpec("app:1"), "completions", 1.0)
	created := s.create(job, skipping("x", object{"spec": spec}))
	response := s.diff(created, skipping("x", object{"spec": with(spec, "completions", 2.0)}))
	same(t, kindsOf(response), map[string]string{"spec.completions": "update-replace"})
	same(t, response.DeleteBeforeReplace, true)

	response = s.diff(created, skipping("x", object{"spec": with(spec, "backoffLimit", 2.0)}))
	same(t, kindsOf(response), map[string]string{"spec.backoffLimit": "update"})
}

func TestDiffDoesNotReplaceWhatTheServerOnlyFindsWrong(t *testing.T) {
	s := onCluster(t)
	created := s.create(claim, skipping("x", object{"spec": claimSpec("5Gi")}))
	response := s.diff(created, skipping("x", object{"spec": claimSpec("1Gi")}))
	same(t, kindsOf(response), map[string]string{"spec.resources.requests.storage": "update"})
	_, err := s.update(created, skipping("x", object{"spec": claimSpec("1Gi")}), true)
	says(t, err, `PersistentVolumeClaim "x" is invalid`)
}

func TestEveryEditOfTheTableIsPossibleOnARealServer(t *testing.T) {
	s := onCluster(t)
	for _, e := range edits {
		if slices.Contains([]string{namespace, claim, job}, e.token) {
			// Namespaces and claims have tests of their own; a Job's generated selector needs its own name.
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			s := stage{T: t, provider: s.provider, namespace: s.namespace}
			before, after := withSkip(e.before), withSkip(e.after)
			created := s.create(e.token, before)
			same(t, kindsOf(s.diff(created, after)), e.changes)
			// Without the annotation the deletion waits: the next line of the table takes the same name.
			created.inputs = resource.PropertyMap{}
			ok(t, s.delete(created))
		})
	}
}

// withSkip copies an object and adds the annotation that leaves out the wait.
func withSkip(from object) object {
	metadata, _ := from["metadata"].(object)
	return with(from, "metadata", with(metadata, "annotations", object{annotationSkipAwait: "true"}))
}
