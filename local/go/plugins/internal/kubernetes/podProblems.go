package kubernetes

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// problemsOf says what keeps a pod from being ready: which container, in which state, with its last words.
func problemsOf(pod *corev1.Pod) []string {
	if pod.Status.Phase == corev1.PodFailed {
		return failedContainers(pod)
	}
	if pod.Status.Phase == corev1.PodSucceeded {
		return nil
	}
	if c := podCondition(pod, corev1.PodScheduled); c != nil && c.Status == corev1.ConditionFalse {
		return []string{fmt.Sprintf("[%s] %s", c.Reason, c.Message)}
	}
	if c := podCondition(pod, corev1.PodInitialized); c != nil && c.Status == corev1.ConditionFalse {
		return []string{c.Message + states(slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses))}
	}
	for _, conditionType := range []corev1.PodConditionType{corev1.ContainersReady, corev1.PodReady} {
		if c := podCondition(pod, conditionType); c != nil && c.Status == corev1.ConditionFalse {
			return []string{c.Message + states(pod.Status.ContainerStatuses)}
		}
	}
	return nil
}

func failedContainers(pod *corev1.Pod) []string {
	var lines []string
	for _, container := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		end := container.State.Terminated
		switch {
		case end == nil || end.ExitCode == 0:
		case end.Message != "":
			lines = append(lines, fmt.Sprintf("[%s] %s", end.Reason, strings.TrimSpace(end.Message)))
		default:
			lines = append(lines, fmt.Sprintf("container %q completed with exit code %d", container.Name, end.ExitCode))
		}
	}
	if len(lines) == 0 && pod.Status.Reason != "" {
		lines = append(lines, fmt.Sprintf("[%s] %s", pod.Status.Reason, pod.Status.Message))
	}
	return lines
}

func podCondition(pod *corev1.Pod, conditionType corev1.PodConditionType) *corev1.PodCondition {
	for index := range pod.Status.Conditions {
		if pod.Status.Conditions[index].Type == conditionType {
			return &pod.Status.Conditions[index]
		}
	}
	return nil
}

// states prints the state of every container that is not well, once per distinct state.
func states(containers []corev1.ContainerStatus) string {
	var text strings.Builder
	seen := map[string]bool{}
	for _, container := range containers {
		if line := stateOfContainer(container); line != "" && !seen[line] {
			seen[line] = true
			text.WriteString(line)
		}
	}
	return text.String()
}

func stateOfContainer(container corev1.ContainerStatus) string {
	var text strings.Builder
	if waiting := container.State.Waiting; waiting != nil {
		fmt.Fprintf(&text, "[%s] %s", waiting.Reason, waiting.Message)
	}
	ended := container.State.Terminated
	if ended == nil {
		// A crash loop's own message says nothing of the cause; the last run does.
		ended = container.LastTerminationState.Terminated
	}
	if ended != nil && ended.ExitCode != 0 {
		fmt.Fprintf(&text, "[%s] container %q completed with exit code %d: %s",
			ended.Reason, container.Name, ended.ExitCode, strings.TrimSpace(ended.Message))
	}
	return strings.TrimRight(text.String(), ": ")
}
