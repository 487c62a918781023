package random

import (
	"context"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

type fixedDiff struct {
	plugin.UnimplementedProvider
	result plugin.DiffResult
}

func (f fixedDiff) Diff(context.Context, plugin.DiffRequest) (plugin.DiffResponse, error) {
	return f.result, nil
}

func detailed(t *testing.T, result plugin.DiffResult) *pulumirpc.DiffResponse {
	t.Helper()
	server := detailedDiff{plugin.NewProviderServer(&fixedDiff{result: result})}
	response, err := server.Diff(t.Context(), &pulumirpc.DiffRequest{Id: "x", Urn: "urn:pulumi:stack::project::a:b:C::thing", Name: "thing", Type: "a:b:C"})
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestTheEngineHearsThatADiffIsDetailed(t *testing.T) {
	response := detailed(t, plugin.DiffResult{Changes: plugin.DiffSome, DetailedDiff: map[string]plugin.PropertyDiff{
		"spec.a": {Kind: plugin.DiffUpdate}, "spec.b": {Kind: plugin.DiffDeleteReplace, InputDiff: true},
		"spec.c": {Kind: plugin.DiffDelete},
	}})
	if !response.GetHasDetailedDiff() {
		t.Fatal("the details are lost")
	}
	for path, kind := range map[string]pulumirpc.PropertyDiff_Kind{
		"spec.a": pulumirpc.PropertyDiff_UPDATE, "spec.b": pulumirpc.PropertyDiff_DELETE_REPLACE,
		"spec.c": pulumirpc.PropertyDiff_DELETE,
	} {
		if got := response.GetDetailedDiff()[path].GetKind(); got != kind {
			t.Fatalf("%s: %s instead of %s", path, got, kind)
		}
	}
}

func TestADiffWithoutDetailsStaysOne(t *testing.T) {
	if response := detailed(t, plugin.DiffResult{Changes: plugin.DiffNone}); response.GetHasDetailedDiff() {
		t.Fatal("no details, but said to be detailed")
	}
}
