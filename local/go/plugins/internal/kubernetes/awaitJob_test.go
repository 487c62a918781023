package kubernetes

import (
	"context"
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func (s stage) playJob(name string, status batchv1.JobStatus) {
	s.Helper()
	jobs := running.Batch.Jobs(s.namespace)
	during(s.Context(), s.T, func(ctx context.Context) error {
		return eventually(ctx, func(ctx context.Context) (bool, error) {
			live, err := jobs.Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return false, err
			}
			if err := s.warn(ctx, live); err != nil {
				return false, err
			}
			live.Status = status
			if _, err = jobs.UpdateStatus(ctx, live, metav1.UpdateOptions{}); err != nil {
				return false, err
			}
			return true, nil
		})
	})
}

const overLimit = "Job has reached the specified backoff limit"

// warn writes the event that repeats, in real clusters, what the condition of a failed Job says.
func (s stage) warn(ctx context.Context, live *batchv1.Job) error {
	_, err := running.Core.Events(s.namespace).Create(ctx, &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{GenerateName: "x-"},
		InvolvedObject: corev1.ObjectReference{Kind: "Job", Namespace: s.namespace, Name: live.Name, UID: live.UID},
		Type:           corev1.EventTypeWarning, Reason: "BackoffLimitExceeded", Message: overLimit,
	}, metav1.CreateOptions{})
	return err
}

func jobCondition(kind batchv1.JobConditionType, reason, message string) batchv1.JobCondition {
	return batchv1.JobCondition{
		Type: kind, Status: corev1.ConditionTrue, Reason: reason, Message: message, LastTransitionTime: metav1.Now(),
	}
}

func TestAJobIsReadyWhenItIsComplete(t *testing.T) {
	s := onCluster(t)
	start, end := metav1.Now(), metav1.Now()
	s.playJob("x", batchv1.JobStatus{
		Succeeded: 1, StartTime: &start, CompletionTime: &end, UncountedTerminatedPods: &batchv1.UncountedTerminatedPods{},
		Conditions: []batchv1.JobCondition{
			jobCondition(batchv1.JobSuccessCriteriaMet, "CompletionsReached", ""),
			jobCondition(batchv1.JobComplete, "CompletionsReached", ""),
		},
	})
	created := s.create(job, named("x", object{"spec": jobSpec("app:1")}))
	same(t, at(created.outputs, "status.succeeded"), any(1.0))
}

func TestAJobThatFailsEndsTheWaitAtOnceAndSaysWhy(t *testing.T) {
	for message, line := range map[string]string{
		"":                          `[Pod x-1]: container "c" completed with exit code 3`,
		"no such user\nsecond line": "[Pod x-1]: [Error] no such user\nsecond line",
	} {
		t.Run(line, func(t *testing.T) {
			s := onCluster(t)
			s.podOfApp("x-1", corev1.PodStatus{Phase: corev1.PodFailed, ContainerStatuses: []corev1.ContainerStatus{{
				Name: "c", State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
					Reason: "Error", ExitCode: 3, Message: message,
				}},
			}}})
			start := metav1.Now()
			s.playJob("x", batchv1.JobStatus{
				Failed: 1, StartTime: &start, UncountedTerminatedPods: &batchv1.UncountedTerminatedPods{},
				Conditions: []batchv1.JobCondition{
					jobCondition(batchv1.JobFailureTarget, "BackoffLimitExceeded", overLimit),
					jobCondition(batchv1.JobFailed, "BackoffLimitExceeded", overLimit),
				},
			})
			// No timeout is set: were the failure not seen, the test would hang for ten minutes.
			spec := with(jobSpec("app:1"), "selector", object{"matchLabels": object{"app": "a"}})
			_, err := s.tryCreate(job, named("x", object{"spec": with(spec, "manualSelector", true)}))
			reasons, _ := reasonsOf(t, err)
			if !strings.HasSuffix(reasons[0], "Resource 'x' was created but failed to initialize") {
				t.Fatal(reasons)
			}
			same(t, reasons[1:], []string{line, "[BackoffLimitExceeded] " + overLimit})
		})
	}
}

func TestAPodThatFailsEndsTheWaitAtOnce(t *testing.T) {
	s := onCluster(t)
	during(t.Context(), t, func(ctx context.Context) error {
		return eventually(ctx, func(ctx context.Context) (bool, error) {
			live, err := running.Core.Pods(s.namespace).Get(ctx, "x", metav1.GetOptions{})
			if err != nil {
				return false, err
			}
			live.Status = corev1.PodStatus{Phase: corev1.PodFailed, ContainerStatuses: []corev1.ContainerStatus{{
				Name: "c", State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 1}},
			}}}
			_, err = running.Core.Pods(s.namespace).UpdateStatus(ctx, live, metav1.UpdateOptions{})
			return err == nil, err
		})
	})
	_, err := s.tryCreate(pod, named("x", object{"spec": podOf("app:1")["spec"]}))
	reasons, _ := reasonsOf(t, err)
	same(t, reasons[1:], []string{`container "c" completed with exit code 1`})
}
