// Command pulumi-resource-kubernetes stands in for the official kubernetes plugin where none can be downloaded.
package main

import (
	"queue-workloads.local/plugins/internal/kubernetes"
	"queue-workloads.local/plugins/internal/serve"
)

func main() {
	serve.Plugin(kubernetes.NewProvider)
}
