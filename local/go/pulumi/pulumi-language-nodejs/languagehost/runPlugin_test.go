package languagehost

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// program is a folder whose SDK has a runner with this JavaScript.
func program(t *testing.T, runner, script string) string {
	t.Helper()
	directory := t.TempDir()
	write(t, filepath.Join(install(t, directory), "cmd", runner, "index.js"), script)
	return directory
}

type ran struct {
	stdout, stderr string
	exit           int32
}

func run(t *testing.T, directory, consumer, kind string) ran {
	t.Helper()
	stream, err := throughFront(t).RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: directory, EntryPoint: "."},
		Kind: kind, Pwd: consumer, Args: []string{"127.0.0.1:1"}, Env: []string{"GIVEN=by the engine"},
	})
	if err != nil {
		t.Fatal(err)
	}
	result := ran{exit: -1}
	for {
		message, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return result
		}
		if err != nil {
			t.Fatal(err)
		}
		result.stdout += string(message.GetStdout())
		result.stderr += string(message.GetStderr())
		if exit, is := message.GetOutput().(*pulumirpc.RunPluginResponse_Exitcode); is {
			result.exit = exit.Exitcode
		}
	}
}

const tells = `console.log(JSON.stringify(process.argv.slice(2)), process.env.GIVEN, process.cwd());
console.error("a word"); process.exitCode = 3;`

func TestAPolicyPackRunsInItsFolder(t *testing.T) {
	directory := program(t, "run-policy-pack", tells)
	got := run(t, directory, t.TempDir(), "analyzer")
	want := ran{stdout: `["127.0.0.1:1","` + directory + `"] by the engine ` + directory + "\n", stderr: "a word\n", exit: 3}
	if got != want {
		t.Fatalf("%+v", got)
	}
}

func TestAComponentPluginRunsInTheFolderOfTheProgramThatUsesIt(t *testing.T) {
	directory, consumer := program(t, "run-plugin", tells), t.TempDir()
	got := run(t, directory, consumer, "resource")
	want := ran{stdout: `["` + directory + `","127.0.0.1:1"] by the engine ` + consumer + "\n", stderr: "a word\n", exit: 3}
	if got != want {
		t.Fatalf("%+v", got)
	}
}

func TestAPluginEndsWithItsStream(t *testing.T) {
	directory := program(t, "run-policy-pack", `console.log(process.pid); setInterval(() => {}, 1000);`)
	ctx, cancel := context.WithCancel(t.Context())
	stream, err := throughFront(t).RunPlugin(ctx, &pulumirpc.RunPluginRequest{
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: directory}, Kind: "analyzer",
	})
	if err != nil {
		t.Fatal(err)
	}
	message, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	awaitEnd(t, strings.TrimSpace(string(message.GetStdout())))
}

func TestAProgramWithoutItsDependenciesSaysSo(t *testing.T) {
	stream, err := throughFront(t).RunPlugin(t.Context(), &pulumirpc.RunPluginRequest{
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: t.TempDir()}, Kind: "analyzer",
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = stream.Recv(); err == nil || !strings.Contains(err.Error(), "run npm install there") {
		t.Fatal(err)
	}
}
