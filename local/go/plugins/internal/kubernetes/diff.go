package kubernetes

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Diff compares inputs with inputs; what the cluster looks like is the business of refresh.
func (p *provider) Diff(ctx context.Context, request plugin.DiffRequest) (plugin.DiffResponse, error) {
	ctx, release := p.working(ctx)
	defer release()

	olds, news := normalized(request.OldInputs), normalized(request.NewInputs)
	gvk, err := gvkOf(request.Type, news)
	if err != nil {
		return plugin.DiffResponse{}, err
	}
	failed := p.replacedFailedJob(ctx, gvk, request)
	changes := append(changesBetween(olds, news), failed...)
	if len(changes) == 0 {
		return plugin.DiffResult{Changes: plugin.DiffNone}, nil
	}
	forced := replacedBy(gvk.GroupKind(), olds, p.settings)
	for index := range changes {
		changes[index].replace = changes[index].replace || changes[index].touches(forced)
	}
	if !anyReplaced(changes) && !isPatch(request.Type, gvk.Kind) {
		p.askForImmutable(ctx, request, changes)
	}
	return diffResult(changes, olds, news), nil
}

func diffResult(changes []change, olds, news resource.PropertyMap) plugin.DiffResult {
	result := plugin.DiffResult{
		Changes:             plugin.DiffSome,
		DetailedDiff:        map[string]plugin.PropertyDiff{},
		DeleteBeforeReplace: anyReplaced(changes) && keepsItsName(olds, news),
	}
	seen := map[resource.PropertyKey]bool{}
	for _, c := range changes {
		difference := plugin.PropertyDiff{Kind: c.kind, InputDiff: c.kind == plugin.DiffDelete}
		if c.replace {
			difference = difference.ToReplace()
		}
		result.DetailedDiff[c.path.String()] = difference
		if key, isKey := c.path[0].(string); isKey && !seen[resource.PropertyKey(key)] {
			seen[resource.PropertyKey(key)] = true
			result.ChangedKeys = append(result.ChangedKeys, resource.PropertyKey(key))
		}
	}
	return result
}

// keepsItsName tells whether the new object would collide with the old one: it has to go first.
func keepsItsName(olds, news resource.PropertyMap) bool {
	return nameOf(news) != "" && !isAutonamed(news) &&
		nameOf(news) == nameOf(olds) && namespaceOf(news) == namespaceOf(olds)
}

func anyReplaced(changes []change) bool {
	for _, c := range changes {
		if c.replace {
			return true
		}
	}
	return false
}
