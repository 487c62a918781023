package kubernetes

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// bounded is an object that may keep us waiting for a second at most: enough for a look that fails.
func bounded(name string, spec object) object {
	return withMetadata(object{"name": name, "annotations": object{annotationTimeout: "1"}}, object{"spec": spec})
}

// podOfApp is a pod that some controller made for the app, with the status that a kubelet would report.
func (s stage) podOfApp(name string, status corev1.PodStatus) {
	s.Helper()
	pods := running.Core.Pods(s.namespace)
	made, err := pods.Create(s.Context(), &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"app": "a"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "app:1"}}},
	}, metav1.CreateOptions{})
	ok(s.T, err)
	made.Status = status
	_, err = pods.UpdateStatus(s.Context(), made, metav1.UpdateOptions{})
	ok(s.T, err)
}

func notReady(message string, containers ...corev1.ContainerStatus) corev1.PodStatus {
	return corev1.PodStatus{
		Phase: corev1.PodPending, ContainerStatuses: containers,
		Conditions: []corev1.PodCondition{
			{Type: corev1.PodScheduled, Status: corev1.ConditionTrue},
			{Type: corev1.ContainersReady, Status: corev1.ConditionFalse, Reason: "ContainersNotReady", Message: message},
		},
	}
}

func waitingFor(reason, message string) corev1.ContainerStatus {
	return corev1.ContainerStatus{Name: "c", State: corev1.ContainerState{
		Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message},
	}}
}

func TestCreateWaitsUntilADeploymentIsReady(t *testing.T) {
	s := onCluster(t)
	deployments := running.Apps.Deployments(s.namespace)
	during(t.Context(), t, func(ctx context.Context) error {
		return eventually(ctx, func(ctx context.Context) (bool, error) {
			live, err := deployments.Get(ctx, "x", metav1.GetOptions{})
			if err != nil {
				return false, err
			}
			live.Status.ObservedGeneration = live.Generation
			live.Status.Replicas, live.Status.UpdatedReplicas = 2, 2
			live.Status.ReadyReplicas, live.Status.AvailableReplicas = 2, 2
			live.Status.Conditions = []appsv1.DeploymentCondition{
				{Type: appsv1.DeploymentAvailable, Status: corev1.ConditionTrue},
				{Type: appsv1.DeploymentProgressing, Status: corev1.ConditionTrue, Reason: "NewReplicaSetAvailable"},
			}
			_, err = deployments.UpdateStatus(ctx, live, metav1.UpdateOptions{})
			return err == nil, err
		})
	})
	created := s.create(deployment, named("x", object{"spec": deploymentSpec(2, "app:1")}))
	same(t, at(created.outputs, "status.readyReplicas"), any(2.0))
}

func TestADeploymentThatDoesNotStartSaysWhichContainerAndWhy(t *testing.T) {
	s := onCluster(t)
	s.podOfApp("x-1", notReady("containers with unready status: [c]",
		waitingFor("ImagePullBackOff", `Back-off pulling image "nowhere/app:1"`)))
	_, err := s.tryCreate(deployment, bounded("x", deploymentSpec(1, "nowhere/app:1")))
	reasons, _ := reasonsOf(t, err)
	same(t, reasons, []string{
		"resource " + s.namespace + "/x was successfully created, but the Kubernetes API server reported that it " +
			"failed to fully initialize or become live: 'x' timed out waiting to be Ready",
		`[Pod x-1]: containers with unready status: [c][ImagePullBackOff] Back-off pulling image "nowhere/app:1"`,
	})
}

func TestAStatefulSetThatDoesNotStartSaysHowFarItGot(t *testing.T) {
	s := onCluster(t)
	s.podOfApp("x-0", corev1.PodStatus{Phase: corev1.PodPending, Conditions: []corev1.PodCondition{{
		Type: corev1.PodInitialized, Status: corev1.ConditionFalse,
		Message: "containers with incomplete status: [setup]",
	}}, ContainerStatuses: []corev1.ContainerStatus{waitingFor("PodInitializing", "")}})
	_, err := s.tryCreate(statefulSet, bounded("x", statefulSpec("5Gi")))
	reasons, _ := reasonsOf(t, err)
	same(t, reasons[1:], []string{
		"0 out of 1 replicas succeeded readiness checks",
		"[Pod " + s.namespace + "/x-0]: containers with incomplete status: [setup][PodInitializing]",
	})
}

func TestACrashLoopShowsTheLastWordsOfTheContainer(t *testing.T) {
	s := onCluster(t)
	crashing := waitingFor("CrashLoopBackOff", "back-off 10s restarting failed container")
	crashing.LastTerminationState.Terminated = &corev1.ContainerStateTerminated{
		Reason: "Error", ExitCode: 7, Message: "cannot reach the broker\n",
	}
	s.podOfApp("x-1", notReady("containers with unready status: [c]", crashing))
	_, err := s.tryCreate(deployment, bounded("x", deploymentSpec(1, "app:1")))
	reasons, _ := reasonsOf(t, err)
	same(t, reasons[1], "[Pod x-1]: containers with unready status: [c][CrashLoopBackOff] back-off 10s restarting "+
		`failed container[Error] container "c" completed with exit code 7: cannot reach the broker`)
}

func TestWhatIsNotReadyIsInTheStateAndTheNextRunGoesOn(t *testing.T) {
	s := onCluster(t)
	properties := s.check(deployment, bounded("x", deploymentSpec(1, "app:1")))
	_, err := s.tryCreate(deployment, bounded("x", deploymentSpec(1, "app:1")))
	_, failed := reasonsOf(t, err)
	same(t, failed.GetId(), s.namespace+"/x")
	outputs, err := plugin.UnmarshalProperties(failed.GetProperties(), plugin.MarshalOptions{KeepSecrets: true})
	ok(t, err)
	left := resourceOf{urn: urnOf(deployment, "thing"), id: resource.ID(failed.GetId()), inputs: properties, outputs: outputs}
	_, err = s.update(left, bounded("x", deploymentSpec(1, "app:1")), false)
	reasons, _ := reasonsOf(t, err)
	if !strings.Contains(reasons[0], "failed to fully initialize or become live: 'x' timed out waiting to be Ready") {
		t.Fatal(reasons)
	}
	ok(t, s.delete(left))
}

func TestCancelEndsAWait(t *testing.T) {
	s := onCluster(t)
	during(t.Context(), t, func(ctx context.Context) error {
		if err := eventually(ctx, func(ctx context.Context) (bool, error) {
			_, err := running.Apps.Deployments(s.namespace).Get(ctx, "x", metav1.GetOptions{})
			return err == nil, err
		}); err != nil {
			return err
		}
		return s.provider.SignalCancellation(ctx)
	})
	_, err := s.tryCreate(deployment, named("x", object{"spec": deploymentSpec(1, "app:1")}))
	reasons, _ := reasonsOf(t, err)
	if !strings.HasSuffix(reasons[0], "Resource operation was cancelled for 'x'") {
		t.Fatal(reasons)
	}
}

func TestCustomTimeoutsGoBeforeTheAnnotation(t *testing.T) {
	inputs := resource.NewPropertyMapFromMap(bounded("x", object{}))
	same(t, timeoutOf(30, inputs, readyTimeout).Seconds(), 30.0)
	same(t, timeoutOf(0, inputs, readyTimeout).Seconds(), 1.0)
	same(t, timeoutOf(0, resource.PropertyMap{}, readyTimeout), readyTimeout)
}
