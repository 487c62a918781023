package random

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// replaceOnAnyChange compares completed inputs: a default written out is no change, everything else is a new value.
func replaceOnAnyChange(olds, news resource.PropertyMap) plugin.DiffResult {
	difference := olds.Diff(news)
	if difference == nil {
		return plugin.DiffResult{Changes: plugin.DiffNone}
	}
	detailed := plugin.NewDetailedDiffFromObjectDiff(difference, false)
	for path, change := range detailed {
		detailed[path] = change.ToReplace()
	}
	changed := difference.ChangedKeys()
	return plugin.DiffResult{
		Changes: plugin.DiffSome, DetailedDiff: detailed, ReplaceKeys: changed, ChangedKeys: changed,
	}
}
