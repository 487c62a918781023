package kubernetes

import (
	"fmt"
	"os"
	"testing"

	"queue-workloads.local/plugins/internal/testcluster"
)

// running is the API server of this test run, nil where none can be started.
var running *testcluster.Cluster

func TestMain(m *testing.M) {
	if missing := testcluster.Missing(); missing != "" {
		fmt.Fprintf(os.Stderr, "SKIPPED: all tests against a real API server: %s\n", missing)
		os.Exit(m.Run())
	}
	cluster, err := testcluster.Start()
	if err != nil {
		fmt.Fprintln(os.Stderr, "start the test cluster:", err)
		os.Exit(1)
	}
	running = cluster
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}
