package kubernetes

import (
	"context"
	"fmt"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// mostPodsExplained keeps a deployment of many replicas from saying the same thing many times.
const mostPodsExplained = 5

// explain says why an object is not ready: its own conditions, then its pods, in the official plugin's words.
func explain(ctx context.Context, l lookup, object *unstructured.Unstructured) []string {
	var lines []string
	for _, line := range explainTwice(ctx, l, object) {
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// explainTwice may say a thing twice: an event often repeats a condition.
func explainTwice(ctx context.Context, l lookup, object *unstructured.Unstructured) []string {
	switch object.GetKind() {
	case "Deployment", "ReplicaSet", "DaemonSet":
		return slices.Concat(badConditions(object), l.podProblems(ctx, object, shortName), l.warningsAbout(ctx, object))
	case "StatefulSet":
		return slices.Concat(replicasReady(object), l.podProblems(ctx, object, fullName), l.warningsAbout(ctx, object))
	case "Job":
		return slices.Concat(l.podProblems(ctx, object, shortName), badConditions(object), l.warningsAbout(ctx, object))
	case "Pod":
		pod, err := typed[corev1.Pod](object)
		if err != nil {
			return nil
		}
		return append(problemsOf(pod), l.warningsAbout(ctx, object)...)
	case "Service":
		return []string{serviceHasNoPods}
	case "PersistentVolumeClaim":
		return l.warningsAbout(ctx, object)
	default:
		return badConditions(object)
	}
}

// badConditions picks the conditions that speak of trouble: failures that are true, readiness that is false.
func badConditions(object *unstructured.Unstructured) []string {
	var lines []string
	for _, c := range conditionsOf(object) {
		trouble := c.Type == "Failed" || c.Type == "ReplicaFailure"
		if trouble == (c.Status == "True") && c.Message != "" && c.Type != "Complete" && c.Type != "SuccessCriteriaMet" &&
			c.Type != "FailureTarget" {
			lines = append(lines, fmt.Sprintf("[%s] %s", c.Reason, c.Message))
		}
	}
	return lines
}

func replicasReady(object *unstructured.Unstructured) []string {
	set, err := typed[appsv1.StatefulSet](object)
	if err != nil || set.Spec.Replicas == nil {
		return nil
	}
	return []string{fmt.Sprintf(
		"%d out of %d replicas succeeded readiness checks", set.Status.ReadyReplicas, *set.Spec.Replicas)}
}

func shortName(pod *corev1.Pod) string { return pod.Name }

func fullName(pod *corev1.Pod) string { return pod.Namespace + "/" + pod.Name }

func (l lookup) podProblems(
	ctx context.Context, owner *unstructured.Unstructured, name func(*corev1.Pod) string,
) []string {
	fields, found, err := unstructured.NestedMap(owner.Object, "spec", "selector")
	if err != nil || !found {
		return nil
	}
	parsed, err := typed[metav1.LabelSelector](&unstructured.Unstructured{Object: fields})
	if err != nil {
		return nil
	}
	pods, err := list[corev1.Pod](
		ctx, l, corev1.SchemeGroupVersion.WithKind("Pod"), metav1.FormatLabelSelector(parsed))
	if err != nil {
		return []string{err.Error()}
	}
	// The newest pods are those of the version that does not come up.
	slices.SortFunc(pods, func(a, b corev1.Pod) int {
		if order := b.CreationTimestamp.Compare(a.CreationTimestamp.Time); order != 0 {
			return order
		}
		return strings.Compare(a.Name, b.Name)
	})
	var lines []string
	for index := range pods {
		problems := problemsOf(&pods[index])
		if len(problems) == 0 {
			continue
		}
		for _, problem := range problems {
			lines = append(lines, fmt.Sprintf("[Pod %s]: %s", name(&pods[index]), problem))
		}
		if len(lines) >= mostPodsExplained {
			break
		}
	}
	return lines
}
