package kubernetes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/util/csaupgrade"
	"k8s.io/client-go/util/retry"
)

// fieldManagerPrefix is the manager that creates objects; each resource then applies as PREFIX-xxxxxxxx.
const fieldManagerPrefix = "pulumi-kubernetes"

var getOptions = metav1.GetOptions{}

type applyOptions struct {
	manager string
	force   bool
	dryRun  bool
	// live is the object as it is; creation leaves its fields with the creating manager, an apply takes them over.
	live *unstructured.Unstructured
}

// managerOf returns the field manager of a resource in the state.
func managerOf(outputs resource.PropertyMap) string {
	if manager := textOf(outputs["__fieldManager"]); manager != "" {
		return manager
	}
	return fieldManagerPrefix
}

func newManager(inputs resource.PropertyMap) (string, error) {
	if manager := annotationOf(inputs, annotationFieldManager); manager != "" {
		return manager, nil
	}
	return resource.NewUniqueHex(fieldManagerPrefix+"-", 8, 0)
}

// apply sends the object by server-side apply.
func apply(
	ctx context.Context, client dynamic.ResourceInterface, object *unstructured.Unstructured, options applyOptions,
) (*unstructured.Unstructured, error) {
	if !options.dryRun {
		if err := takeOverCreated(ctx, client, options); err != nil {
			return nil, err
		}
	}
	body, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	patch := metav1.PatchOptions{FieldManager: options.manager, Force: &options.force}
	if options.dryRun {
		patch.DryRun = []string{metav1.DryRunAll}
	}
	applied, err := client.Patch(ctx, object.GetName(), types.ApplyPatchType, body, patch)
	if options.dryRun && !options.force && onlyWithCreator(err) {
		patch.Force = new(bool)
		*patch.Force = true
		applied, err = client.Patch(ctx, object.GetName(), types.ApplyPatchType, body, patch)
	}
	return applied, explainedConflict(err)
}

// takeOverCreated makes the applying manager the owner of what the creating one set.
func takeOverCreated(ctx context.Context, client dynamic.ResourceInterface, options applyOptions) error {
	live := options.live
	if live == nil {
		return nil
	}
	return retry.RetryOnConflict(retry.DefaultRetry, func() error {
		patch, err := csaupgrade.UpgradeManagedFieldsPatch(live, sets.New(fieldManagerPrefix), options.manager)
		if err != nil || patch == nil {
			return err
		}
		_, err = client.Patch(ctx, live.GetName(), types.JSONPatchType, patch, metav1.PatchOptions{})
		if apierrors.IsConflict(err) {
			if fresh, getErr := client.Get(ctx, live.GetName(), getOptions); getErr == nil {
				live = fresh
			}
		}
		return err
	})
}

// onlyWithCreator tells whether a dry run conflicts with nothing but our own creation, which a real run takes over first.
func onlyWithCreator(err error) bool {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || !apierrors.IsConflict(err) || status.Status().Details == nil {
		return false
	}
	conflicts := 0
	for _, cause := range status.Status().Details.Causes {
		if cause.Type != metav1.CauseTypeFieldManagerConflict {
			continue
		}
		conflicts++
		if !strings.Contains(cause.Message, fmt.Sprintf("%q", fieldManagerPrefix)) {
			return false
		}
	}
	return conflicts > 0
}

func explainedConflict(err error) error {
	if !apierrors.IsConflict(err) {
		return err
	}
	return fmt.Errorf("Server-Side Apply field conflict detected: another field manager owns the fields. "+
		"To take them over, set the annotation %q to \"true\": %w", annotationPatchForce, err)
}

// forces tells whether the resource takes fields over from other managers.
func (s settings) forces(inputs resource.PropertyMap) bool {
	return s.patchForce || annotationOf(inputs, annotationPatchForce) == "true"
}
