// Package random answers like version 4.21 of the official random plugin.
package random

import (
	"context"
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// Version is the official release that this plugin answers like.
var Version = semver.MustParse("4.21.2")

// kind is one resource type: how its inputs are completed, judged, and turned into a value.
type kind interface {
	// withDefaults returns the inputs as the official plugin reports them, defaults filled in.
	withDefaults(inputs resource.PropertyMap) resource.PropertyMap
	// check names what is wrong with completed inputs; unknown values are not judged.
	check(inputs resource.PropertyMap) []plugin.CheckFailure
	// pending returns the outputs of a preview.
	pending(inputs resource.PropertyMap) resource.PropertyMap
	// generate makes the value and returns the outputs.
	generate(inputs resource.PropertyMap) (resource.PropertyMap, error)
	// adopt takes over a value that exists already, given as an import id, and returns inputs and outputs.
	adopt(id resource.ID) (resource.PropertyMap, resource.PropertyMap, error)
}

var kinds = map[tokens.Type]kind{
	"random:index/randomPassword:RandomPassword": password{},
	"random:index/randomBytes:RandomBytes":       bytesKind{},
}

// noID stands where another kind's value would be: an id is never secret.
const noID = "none"

type provider struct {
	plugin.UnimplementedProvider
}

// NewProvider returns the random provider.
func NewProvider() plugin.Provider { return &provider{} }

func kindOf(t tokens.Type) (kind, error) {
	if k, known := kinds[t]; known {
		return k, nil
	}
	return nil, fmt.Errorf("resource type %q is not served by this stand-in for the random plugin", t)
}

func (*provider) Handshake(
	context.Context, plugin.ProviderHandshakeRequest,
) (*plugin.ProviderHandshakeResponse, error) {
	return &plugin.ProviderHandshakeResponse{AcceptSecrets: true, AcceptResources: true}, nil
}

func (*provider) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	return plugin.PluginInfo{Version: &Version}, nil
}

func (*provider) GetSchema(context.Context, plugin.GetSchemaRequest) (plugin.GetSchemaResponse, error) {
	return plugin.GetSchemaResponse{Schema: []byte(`{"name":"random","version":"` + Version.String() + `"}`)}, nil
}

func (*provider) CheckConfig(
	_ context.Context, request plugin.CheckConfigRequest,
) (plugin.CheckConfigResponse, error) {
	return plugin.CheckConfigResponse{Properties: request.News}, nil
}

func (*provider) DiffConfig(context.Context, plugin.DiffConfigRequest) (plugin.DiffConfigResponse, error) {
	return plugin.DiffResult{Changes: plugin.DiffNone}, nil
}

func (*provider) Configure(context.Context, plugin.ConfigureRequest) (plugin.ConfigureResponse, error) {
	return plugin.ConfigureResponse{}, nil
}

func (*provider) SignalCancellation(context.Context) error { return nil }

func (*provider) Close() error { return nil }
