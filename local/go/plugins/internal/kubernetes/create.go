package kubernetes

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/util/retry"
)

// Create makes the object and waits until it is ready; in a preview the API server is asked by a dry run.
func (p *provider) Create(ctx context.Context, request plugin.CreateRequest) (plugin.CreateResponse, error) {
	ctx, release := p.working(ctx)
	defer release()
	secrets := newRedactor(request.Properties)
	if request.Preview {
		outputs, err := p.previewCreate(ctx, request)
		return plugin.CreateResponse{Properties: outputs, Status: resource.StatusOK}, secrets.err(err)
	}

	manager, err := newManager(request.Properties)
	if err != nil {
		return plugin.CreateResponse{}, err
	}
	live, client, err := p.create(ctx, request, manager, false)
	if err != nil {
		return plugin.CreateResponse{}, secrets.err(err)
	}
	id := idOf(live.GetNamespace(), live.GetName())
	live, failure := p.awaitReady(ctx, waiting{
		client: client, live: live, urn: request.URN, inputs: request.Properties, timeout: request.Timeout,
		secrets: secrets,
	})
	outputs := stateOf(live, request.Properties, manager)
	if failure != nil {
		return plugin.CreateResponse{}, initFailed(id, outputs, secrets.texts(append([]string{fmt.Sprintf(
			"resource %s was successfully created, but the Kubernetes API server reported that it failed to "+
				"fully initialize or become live: %s", id, failure.message)}, failure.reasons...)))
	}
	return plugin.CreateResponse{ID: id, Properties: outputs, Status: resource.StatusOK}, nil
}

func (p *provider) previewCreate(ctx context.Context, request plugin.CreateRequest) (resource.PropertyMap, error) {
	if request.Properties.ContainsUnknowns() {
		return request.Properties, nil
	}
	if _, err := p.cluster.open(); err != nil {
		return request.Properties, nil //nolint:nilerr // A preview works without a cluster.
	}
	manager, err := newManager(request.Properties)
	if err != nil {
		return nil, err
	}
	answer, _, err := p.create(ctx, request, manager, true)
	if notYet(err) {
		return request.Properties, nil
	}
	if err != nil {
		return nil, err
	}
	return previewedState(answer, request.Properties, manager), nil
}

// notYet tells errors that only say that this deployment has not got that far: the namespace or the kind comes
// with it, or the object still has the name that a replacement will free.
func notYet(err error) bool {
	return apierrors.IsAlreadyExists(err) || apierrors.IsNotFound(err) || meta.IsNoMatchError(err)
}

func (p *provider) create(
	ctx context.Context, request plugin.CreateRequest, manager string, dryRun bool,
) (*unstructured.Unstructured, dynamic.ResourceInterface, error) {
	object, err := objectOf(request.Properties)
	if err != nil {
		return nil, nil, err
	}
	connection, err := p.cluster.open()
	if err != nil {
		return nil, nil, err
	}
	backoff := creationBackoff
	if dryRun {
		backoff.Steps = 1
	}
	var live *unstructured.Unstructured
	var client dynamic.ResourceInterface
	err = retry.OnError(backoff, func(err error) bool { return ctx.Err() == nil && mayHeal(err) }, func() error {
		client, err = connection.resource(object.GroupVersionKind(), object.GetNamespace())
		if err != nil {
			return err
		}
		if isPatch(request.Type, object.GetKind()) || p.settings.upsert {
			live, err = p.adopt(ctx, client, object, request, manager, dryRun)
			return err
		}
		options := metav1.CreateOptions{FieldManager: fieldManagerPrefix}
		if dryRun {
			options.DryRun = []string{metav1.DryRunAll}
		}
		live, err = client.Create(ctx, object, options)
		return err
	})
	return live, client, err
}

// adopt applies to an object that is there already; a patch never makes one.
func (p *provider) adopt(
	ctx context.Context, client dynamic.ResourceInterface, object *unstructured.Unstructured,
	request plugin.CreateRequest, manager string, dryRun bool,
) (*unstructured.Unstructured, error) {
	if isPatch(request.Type, object.GetKind()) {
		if _, err := client.Get(ctx, object.GetName(), getOptions); err != nil {
			return nil, err
		}
	}
	return apply(ctx, client, object, applyOptions{
		manager: manager, force: p.settings.forces(request.Properties), dryRun: dryRun,
	})
}

// creationBackoff gives what an object needs (its name, its namespace, its service account, its kind) some seconds.
var creationBackoff = wait.Backoff{Duration: 300 * time.Millisecond, Factor: 2, Steps: 6}

func mayHeal(err error) bool {
	if meta.IsNoMatchError(err) || apierrors.IsServerTimeout(err) || apierrors.IsTooManyRequests(err) {
		return true
	}
	if apierrors.IsNotFound(err) {
		return strings.HasPrefix(err.Error(), "namespaces ")
	}
	if apierrors.IsAlreadyExists(err) {
		return strings.HasPrefix(err.Error(), "object is being deleted")
	}
	return apierrors.IsForbidden(err) && strings.Contains(err.Error(), "service account")
}
