package languagehost

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func runIn(t *testing.T, directory string) (*pulumirpc.RunResponse, error) {
	t.Helper()
	return throughFront(t).Run(t.Context(), &pulumirpc.RunRequest{
		Project: "shop", Stack: "dev", Pwd: directory, MonitorAddress: "127.0.0.1:3", DryRun: true, Parallel: 4,
		Config: map[string]string{"shop:size": "1"}, ConfigSecretKeys: []string{"shop:key"},
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: directory, EntryPoint: "index.ts"},
	})
}

func TestAProgramTalksToTheEngineItself(t *testing.T) {
	directory := program(t, "run", `require("fs").writeFileSync("told", [...process.argv.slice(2),
		process.env.PULUMI_CONFIG, process.env.PULUMI_CONFIG_SECRET_KEYS].join("\n"));`)
	response, err := runIn(t, directory)
	if err != nil || response.GetError() != "" || response.GetBail() {
		t.Fatalf("%v %v", response, err)
	}
	told, err := os.ReadFile(filepath.Join(directory, "told"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"--monitor", "127.0.0.1:3", "--engine", "127.0.0.1:2", "--project", "shop", "--stack", "dev", "--pwd", directory,
		"--dry-run", "--parallel", "4", "index.ts", `{"shop:size":"1"}`, `["shop:key"]`,
	}
	if got := strings.Split(string(told), "\n"); !slices.Equal(got, want) {
		t.Fatalf("got  %q\nwant %q", got, want)
	}
}

func TestAProgramThatFailsFailsTheRun(t *testing.T) {
	for code, want := range map[int]struct {
		bail  bool
		error string
	}{
		actionableExit: {bail: true},
		1:              {error: "Program exited with non-zero exit code: 1"},
	} {
		response, err := runIn(t, program(t, "run", fmt.Sprintf("process.exit(%d)", code)))
		if err != nil || response.GetBail() != want.bail || response.GetError() != want.error {
			t.Fatalf("exit code %d: %v %v", code, response, err)
		}
	}
}
