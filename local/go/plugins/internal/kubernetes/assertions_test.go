package kubernetes

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// reasonsOf returns what a failed initialization tells, and the state that it carries.
func reasonsOf(t *testing.T, err error) ([]string, *pulumirpc.ErrorResourceInitFailed) {
	t.Helper()
	for _, detail := range rpcerror.Convert(err).Details() {
		if failed, is := detail.(*pulumirpc.ErrorResourceInitFailed); is {
			return failed.GetReasons(), failed
		}
	}
	t.Fatalf("not a failed initialization: %v", err)
	return nil, nil
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func says(t *testing.T, err error, words string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("expected an error with %q, got %v", words, err)
	}
}

func same[T any](t *testing.T, got, want T) {
	t.Helper()
	gotText, err := json.MarshalIndent(got, "", "  ")
	wantText, wantErr := json.MarshalIndent(want, "", "  ")
	ok(t, errors.Join(err, wantErr))
	if string(gotText) != string(wantText) {
		t.Fatalf("got  %s\nwant %s", gotText, wantText)
	}
}

func at(properties resource.PropertyMap, path string) any {
	parsed, err := resource.ParsePropertyPath(path)
	if err != nil {
		panic(err)
	}
	value, found := parsed.Get(withoutWrappers(resource.NewObjectProperty(properties)))
	if !found {
		return nil
	}
	return value.Mappable()
}

// during runs the other side of a wait: what a controller or a kubelet would do.
func during(ctx context.Context, t *testing.T, play func(context.Context) error) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- play(ctx) }()
	t.Cleanup(func() { ok(t, <-done) })
}
