// Command pulumi-resource-random stands in for the official random plugin, which no registry of Go modules serves, where
// none can be downloaded. It has the kinds that this project uses.
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/pkg/v3/resource/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"queue-workloads.local/pulumi/pulumi-resource-random/random"
)

func main() {
	serve := func(*provider.HostClient) (pulumirpc.ResourceProviderServer, error) { return random.NewServer(), nil }
	if err := provider.Main("random", serve); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
