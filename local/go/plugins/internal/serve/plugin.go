// Package serve starts a provider the way the Pulumi engine expects of a plugin.
package serve

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// Plugin serves the provider until the engine is gone. The port goes to stdout: it is how the engine finds us.
func Plugin(create func(engineAddress string) plugin.Provider) {
	_ = flag.String("tracing", "", "accepted, as every plugin does, and not used")
	flag.Parse()
	if err := run(flag.Arg(0), create); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(engineAddress string, create func(engineAddress string) plugin.Provider) error {
	// The engine ends a plugin with SIGINT; what runs at that time was told by a Cancel call before.
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if engineAddress != "" {
		if err := rpcutil.Healthcheck(ctx, engineAddress, time.Minute, cancel); err != nil {
			return fmt.Errorf("watch the engine: %w", err)
		}
	}
	stop := make(chan bool)
	context.AfterFunc(ctx, func() { close(stop) })

	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: stop,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterResourceProviderServer(server, detailedDiff{plugin.NewProviderServer(create(engineAddress))})
			return nil
		},
	})
	if err != nil {
		return fmt.Errorf("serve the provider: %w", err)
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}
