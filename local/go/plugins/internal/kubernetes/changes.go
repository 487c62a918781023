package kubernetes

import (
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// change is one difference between two sets of inputs.
type change struct {
	path    resource.PropertyPath
	kind    plugin.DiffKind
	replace bool
	// whole is set when everything below the path may have changed: it is unknown, or of another type.
	whole bool
}

// changesBetween compares normalized inputs. Lists are compared by position, as the official plugin prints them.
func changesBetween(olds, news resource.PropertyMap) []change {
	var changes []change
	compareFields(nil, olds, news, &changes)
	slices.SortFunc(changes, func(a, b change) int { return strings.Compare(a.path.String(), b.path.String()) })
	return changes
}

func compare(path resource.PropertyPath, before, after resource.PropertyValue, changes *[]change) {
	switch {
	case before.IsObject() && after.IsObject():
		compareFields(path, before.ObjectValue(), after.ObjectValue(), changes)
	case before.IsArray() && after.IsArray():
		compareItems(path, before.ArrayValue(), after.ArrayValue(), changes)
	case before.ContainsUnknowns() || after.ContainsUnknowns() || !before.DeepEquals(after):
		*changes = append(*changes, change{path: path, kind: plugin.DiffUpdate, whole: true})
	}
}

func compareFields(path resource.PropertyPath, before, after resource.PropertyMap, changes *[]change) {
	for key, value := range after {
		below := append(slices.Clone(path), string(key))
		if old, had := before[key]; had {
			compare(below, old, value, changes)
		} else {
			*changes = append(*changes, change{path: below, kind: plugin.DiffAdd, whole: value.ContainsUnknowns()})
		}
	}
	for key := range before {
		if _, has := after[key]; !has {
			*changes = append(*changes, change{path: append(slices.Clone(path), string(key)), kind: plugin.DiffDelete})
		}
	}
}

func compareItems(path resource.PropertyPath, before, after []resource.PropertyValue, changes *[]change) {
	for index := range max(len(before), len(after)) {
		below := append(slices.Clone(path), index)
		switch {
		case index >= len(before):
			*changes = append(*changes, change{path: below, kind: plugin.DiffAdd})
		case index >= len(after):
			*changes = append(*changes, change{path: below, kind: plugin.DiffDelete})
		default:
			compare(below, before[index], after[index], changes)
		}
	}
}

// touches tells whether the change lies within one of the fields, or swallows one of them.
func (c change) touches(fields []fieldPath) bool {
	for _, field := range fields {
		if field.contains(c.path) || field.within(c.path) {
			return true
		}
	}
	return false
}

// fieldPath is a field by its keys, without positions in lists.
type fieldPath []string

func parseField(text string) fieldPath { return strings.Split(text, ".") }

// contains tells whether the path is the field or lies below it.
func (f fieldPath) contains(path resource.PropertyPath) bool {
	return matches(f, path, len(f))
}

// within tells whether the field lies below the path.
func (f fieldPath) within(path resource.PropertyPath) bool {
	return len(path) < len(f) && matches(f, path, len(path))
}

func matches(field fieldPath, path resource.PropertyPath, length int) bool {
	if len(path) < length {
		return false
	}
	for index := range length {
		if key, isKey := path[index].(string); !isKey || field[index] != key {
			return false
		}
	}
	return true
}
