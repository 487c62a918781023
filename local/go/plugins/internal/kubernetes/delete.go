package kubernetes

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
)

const deletionTimeout = 10 * time.Minute

// Delete removes the object and waits until it is gone; a patch only lets go of the fields that it owns.
func (p *provider) Delete(ctx context.Context, request plugin.DeleteRequest) (plugin.DeleteResponse, error) {
	ctx, release := p.working(ctx)
	defer release()
	done := plugin.DeleteResponse{Status: resource.StatusOK}
	gvk, err := gvkOf(request.Type, request.Outputs)
	if err != nil {
		return plugin.DeleteResponse{}, err
	}
	connection, err := p.cluster.open()
	if err != nil {
		if p.settings.deleteUnreachable {
			return done, nil
		}
		return plugin.DeleteResponse{}, err
	}
	namespace, name := splitID(request.ID)
	client, err := connection.resource(gvk, namespace)
	if err != nil {
		return plugin.DeleteResponse{}, err
	}
	live, err := client.Get(ctx, name, getOptions)
	if apierrors.IsNotFound(err) {
		return done, nil
	}
	if err == nil && isPatch(request.Type, gvk.Kind) {
		err = letGo(ctx, client, live, managerOf(request.Outputs))
	} else if err == nil {
		err = p.remove(ctx, client, live, request)
	}
	return done, newRedactor(request.Inputs, request.Outputs).err(err)
}

// letGo applies nothing but the identity: fields that only this manager owned go back to their defaults.
func letGo(ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured, manager string) error {
	identity := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": live.GetAPIVersion(), "kind": live.GetKind(),
	}}
	identity.SetName(live.GetName())
	identity.SetNamespace(live.GetNamespace())
	_, err := apply(ctx, client, identity, applyOptions{manager: manager})
	if apierrors.IsInvalid(err) {
		return fmt.Errorf("%s is managing a required field of %s: use retainOnDelete to leave it as it is: %w",
			manager, live.GetName(), err)
	}
	return err
}

func (p *provider) remove(
	ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured, request plugin.DeleteRequest,
) error {
	uid := live.GetUID()
	err := client.Delete(ctx, live.GetName(), metav1.DeleteOptions{
		PropagationPolicy: propagationOf(request.Inputs), Preconditions: &metav1.Preconditions{UID: &uid},
	})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		// Conflict: another object has taken the name since, ours is gone.
		return nil
	}
	if err != nil || annotationOf(request.Inputs, annotationSkipAwait) == "true" {
		return err
	}
	return p.awaitGone(ctx, client, live, request)
}

func propagationOf(inputs resource.PropertyMap) *metav1.DeletionPropagation {
	policy := metav1.DeletePropagationForeground
	switch strings.ToLower(annotationOf(inputs, annotationPropagation)) {
	case "background":
		policy = metav1.DeletePropagationBackground
	case "orphan":
		policy = metav1.DeletePropagationOrphan
	}
	return &policy
}

func (p *provider) awaitGone(
	ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured, request plugin.DeleteRequest,
) error {
	last := live
	err := wait.PollUntilContextTimeout(ctx, pollInterval, timeoutOf(request.Timeout, request.Inputs, deletionTimeout),
		true, func(ctx context.Context) (bool, error) {
			found, err := client.Get(ctx, live.GetName(), getOptions)
			switch {
			case apierrors.IsNotFound(err):
				return true, nil
			case err != nil:
				// The API server may be busy or restarting: the timeout bounds the patience.
				return false, nil
			}
			last = found
			return found.GetUID() != live.GetUID(), nil
		})
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("waiting for %q to be deleted was cancelled", request.ID)
	}
	return fmt.Errorf("%q timed out waiting to be deleted (finalizers: %s)%s",
		request.ID, strings.Join(last.GetFinalizers(), ", "), namespaceLeftovers(last))
}

// namespaceLeftovers quotes what a Namespace itself says of the objects that keep it.
func namespaceLeftovers(object *unstructured.Unstructured) string {
	var text strings.Builder
	for _, c := range conditionsOf(object) {
		if object.GetKind() == "Namespace" && c.Status == "True" {
			fmt.Fprintf(&text, "\n[%s] %s", c.Reason, c.Message)
		}
	}
	return text.String()
}
