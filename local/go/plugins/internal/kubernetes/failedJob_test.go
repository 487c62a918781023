package kubernetes

import (
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestDiffReplacesAFailedJobOnlyWhereItAsksForThat(t *testing.T) {
	for replaceUnready, want := range map[string]map[string]string{
		"true": {"status": "update-replace"},
		"":     {},
	} {
		t.Run("replaceUnready="+replaceUnready, func(t *testing.T) {
			s := onCluster(t)
			annotations := object{annotationSkipAwait: "true"}
			if replaceUnready != "" {
				annotations[annotationReplaceUnready] = replaceUnready
			}
			metadata := object{"name": "x", "annotations": annotations}
			inputs := withMetadata(metadata, object{"spec": jobSpec("app:1")})
			created := s.create(job, inputs)
			same(t, kindsOf(s.diff(created, inputs)), map[string]string{})

			s.failJob("x")
			same(t, kindsOf(s.diff(created, inputs)), want)
		})
	}
}

func (s stage) failJob(name string) {
	s.Helper()
	jobs := running.Batch.Jobs(s.namespace)
	live, err := jobs.Get(s.Context(), name, metav1.GetOptions{})
	ok(s.T, err)
	start := metav1.Now()
	live.Status = batchv1.JobStatus{
		Failed: 1, StartTime: &start, UncountedTerminatedPods: &batchv1.UncountedTerminatedPods{},
		Conditions: []batchv1.JobCondition{
			jobCondition(batchv1.JobFailureTarget, "BackoffLimitExceeded", overLimit),
			jobCondition(batchv1.JobFailed, "BackoffLimitExceeded", overLimit),
		},
	}
	_, err = jobs.UpdateStatus(s.Context(), live, metav1.UpdateOptions{})
	ok(s.T, err)
}
