package kubernetes

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// saysImmutable matches the sentences with which the API server's validation refuses to change a field at all.
// "field can not be less than previous value" is not one of them: such an edit is wrong, not a replacement.
var saysImmutable = regexp.MustCompile(`(?i)immutable|may not (be )?change|` +
	`(cannot|can not|must not|may not) be (changed|updated|modified)|` +
	`updates to .* are forbidden|(updating|changing) .* is (forbidden|not allowed|not supported)`)

// askForImmutable marks the changes that the API server would refuse because a field can never change.
// Any other answer says nothing here: the preview of the update reports it.
func (p *provider) askForImmutable(ctx context.Context, request plugin.DiffRequest, changes []change) {
	if request.NewInputs.ContainsUnknowns() {
		return
	}
	connection, err := p.cluster.open()
	if err != nil {
		return
	}
	object, err := objectOf(normalized(request.NewInputs))
	if err != nil {
		return
	}
	client, err := connection.resource(object.GroupVersionKind(), object.GetNamespace())
	if err != nil {
		return
	}
	live, err := client.Get(ctx, object.GetName(), getOptions)
	if err != nil {
		return
	}
	_, err = apply(ctx, client, object, applyOptions{
		manager: managerOf(request.OldOutputs), force: true, dryRun: true, live: live,
	})
	markImmutable(err, changes)
}

// alwaysUpdated are fields that change or are refused, but never cost the object: a claim grows or it does not.
var alwaysUpdated = []fieldPath{parseField("spec.resources")}

func markImmutable(err error, changes []change) {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || !apierrors.IsInvalid(err) || status.Status().Details == nil {
		return
	}
	for _, cause := range status.Status().Details.Causes {
		if !saysImmutable.MatchString(cause.Message) {
			continue
		}
		field := fieldPath(strings.FieldsFunc(strings.SplitN(cause.Field, "[", 2)[0], isDot))
		for index := range changes {
			if changes[index].touches([]fieldPath{field}) && !changes[index].touches(alwaysUpdated) {
				changes[index].replace = true
			}
		}
	}
}

func isDot(letter rune) bool { return letter == '.' }
