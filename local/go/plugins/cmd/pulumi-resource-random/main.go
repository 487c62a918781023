// Command pulumi-resource-random stands in for the official random plugin where none can be downloaded.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"

	"queue-workloads.local/plugins/internal/random"
	"queue-workloads.local/plugins/internal/serve"
)

func main() {
	serve.Plugin(func(string) plugin.Provider { return random.NewProvider() })
}
