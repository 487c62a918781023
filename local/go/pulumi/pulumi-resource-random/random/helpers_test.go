package random

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

const (
	passwordToken = "random:index/randomPassword:RandomPassword"
	bytesToken    = "random:index/randomBytes:RandomBytes"
)

type inputs = map[string]any

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func urnOf(token string) resource.URN {
	return resource.NewURN("stack", "project", "", tokens.Type(token), "thing")
}

func create(t *testing.T, token string, given inputs, preview bool) plugin.CreateResponse {
	t.Helper()
	created, err := NewProvider().Create(t.Context(), plugin.CreateRequest{
		URN: urnOf(token), Type: tokens.Type(token), Properties: resource.NewPropertyMapFromMap(given), Preview: preview,
	})
	ok(t, err)
	return created
}
