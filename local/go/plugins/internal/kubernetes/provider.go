// Package kubernetes answers like version 4.34 of the official kubernetes plugin with server-side apply, its default.
package kubernetes

import (
	"context"
	"sync"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Version is the official release that this plugin answers like.
var Version = semver.MustParse("4.34.2")

type provider struct {
	plugin.UnimplementedProvider

	engine engineLog
	// stopped ends every wait once the engine asks to cancel.
	stopped context.Context
	stop    context.CancelFunc

	mutex    sync.Mutex
	settings settings
	cluster  *cluster
}

// NewProvider returns the kubernetes provider; it logs to the engine at the address, if there is one.
func NewProvider(engineAddress string) plugin.Provider {
	stopped, stop := context.WithCancel(context.Background())
	return &provider{
		engine: newEngineLog(engineAddress), stopped: stopped, stop: stop, settings: settings{}, cluster: newCluster(settings{}),
	}
}

func (p *provider) Handshake(
	context.Context, plugin.ProviderHandshakeRequest,
) (*plugin.ProviderHandshakeResponse, error) {
	return &plugin.ProviderHandshakeResponse{
		AcceptSecrets: true, AcceptResources: true, SupportsAutonamingConfiguration: true,
	}, nil
}

func (*provider) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	return plugin.PluginInfo{Version: &Version}, nil
}

func (*provider) GetSchema(context.Context, plugin.GetSchemaRequest) (plugin.GetSchemaResponse, error) {
	return plugin.GetSchemaResponse{Schema: []byte(`{"name":"kubernetes","version":"` + Version.String() + `"}`)}, nil
}

func (p *provider) SignalCancellation(context.Context) error {
	p.stop()
	return nil
}

func (*provider) Close() error { return nil }

// working returns a context that ends with the request or when the engine cancels.
func (p *provider) working(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	release := context.AfterFunc(p.stopped, cancel)
	return ctx, func() {
		release()
		cancel()
	}
}
