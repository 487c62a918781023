package kubernetes

import (
	"context"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

func TestDeleteReturnsOnceTheObjectIsGone(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, withMetadata(object{"name": "x", "finalizers": []any{"example.com/hold"}}, nil))
	released := make(chan struct{})
	during(t.Context(), t, func(ctx context.Context) error {
		defer close(released)
		maps := running.Core.ConfigMaps(s.namespace)
		if err := eventually(ctx, func(ctx context.Context) (bool, error) {
			live, err := maps.Get(ctx, "x", metav1.GetOptions{})
			return err == nil && live.DeletionTimestamp != nil, err
		}); err != nil {
			return err
		}
		_, err := maps.Patch(ctx, "x", types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`),
			metav1.PatchOptions{})
		return err
	})
	ok(t, s.delete(created))
	<-released
	_, err := running.Core.ConfigMaps(s.namespace).Get(t.Context(), "x", metav1.GetOptions{})
	same(t, apierrors.IsNotFound(err), true)
}

func TestDeleteIsContentWithWhatIsGoneAlready(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, named("x", object{}))
	ok(t, s.delete(created))
	ok(t, s.delete(created))
}

func TestDeleteOfANamespaceTakesItsObjectsAlong(t *testing.T) {
	s := onCluster(t)
	created := s.create(namespace, named("whole-"+s.namespace, object{}))
	inside := stage{T: t, provider: s.provider, namespace: nameOf(created.inputs)}
	inside.create(configMap, named("x", object{}))
	ok(t, s.delete(created))
	_, err := running.Core.Namespaces().Get(t.Context(), nameOf(created.inputs), metav1.GetOptions{})
	same(t, apierrors.IsNotFound(err), true)
}

func TestDeleteSaysWhatHoldsAnObjectBack(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, withMetadata(object{"name": "x", "finalizers": []any{"example.com/hold"}}, nil))
	_, err := s.provider.Delete(t.Context(), plugin.DeleteRequest{
		URN: created.urn, Type: created.urn.Type(), ID: created.id, Inputs: created.inputs, Outputs: created.outputs,
		Timeout: 0.5,
	})
	says(t, err, "timed out waiting to be deleted")
	says(t, err, "example.com/hold")
}

func TestDeleteLeavesAnotherObjectOfTheSameNameAlone(t *testing.T) {
	s := onCluster(t)
	created := s.create(configMap, withMetadata(object{"name": "x", "finalizers": []any{"example.com/hold"}}, nil))
	maps := running.Core.ConfigMaps(s.namespace)
	during(t.Context(), t, func(ctx context.Context) error {
		if err := eventually(ctx, func(ctx context.Context) (bool, error) {
			live, err := maps.Get(ctx, "x", metav1.GetOptions{})
			return err == nil && live.DeletionTimestamp != nil, err
		}); err != nil {
			return err
		}
		if _, err := maps.Patch(ctx, "x", types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`),
			metav1.PatchOptions{}); err != nil {
			return err
		}
		_, err := maps.Create(ctx, &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Name: "x"}, Data: map[string]string{"other": "object"},
		}, metav1.CreateOptions{})
		return err
	})
	ok(t, s.delete(created))
	live, err := maps.Get(t.Context(), "x", metav1.GetOptions{})
	ok(t, err)
	same(t, live.Data, map[string]string{"other": "object"})
}

func eventually(ctx context.Context, condition func(context.Context) (bool, error)) error {
	for {
		done, err := condition(ctx)
		if done || err != nil && !apierrors.IsNotFound(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}
