package languagehost

import (
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// runPlugin runs a policy pack or a plugin on Node.js until it ends or the engine closes the stream.
func runPlugin(request *pulumirpc.RunPluginRequest, stream grpc.ServerStream) error {
	command, err := commandOf(request)
	if err != nil {
		return status.Error(codes.FailedPrecondition, err.Error())
	}
	output := &outputStream{stream: stream}
	command.Stdout, command.Stderr = output.writer(stdoutOf), output.writer(stderrOf)
	command.WaitDelay = stopGrace
	// A plugin may have children of its own: the whole group goes.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := command.Start(); err != nil {
		return status.Errorf(codes.FailedPrecondition, "run %s: %v", command.Path, err)
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-stream.Context().Done():
			_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
		case <-ended:
		}
	}()
	err = command.Wait()
	close(ended)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return status.Error(codes.Internal, err.Error())
	}
	return output.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{
		Exitcode: int32(command.ProcessState.ExitCode()),
	}})
}

// commandOf builds the command line that @pulumi/pulumi expects for this kind of plugin: a policy pack runs in its own
// folder, any other plugin in that of the program that uses it.
func commandOf(request *pulumirpc.RunPluginRequest) (*exec.Cmd, error) {
	directory := request.GetInfo().GetProgramDirectory()
	runner, arguments, workingDirectory := "run-plugin",
		slices.Concat([]string{directory}, request.GetArgs()), request.GetPwd()
	if request.GetKind() == "analyzer" {
		runner, arguments, workingDirectory = "run-policy-pack",
			append(slices.Clone(request.GetArgs()), directory), directory
	}
	sdk, err := findSDK(directory)
	if err != nil {
		return nil, err
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	command := exec.Command(node, slices.Concat([]string{filepath.Join(sdk, "cmd", runner)}, arguments)...)
	command.Dir = workingDirectory
	command.Env = request.GetEnv()
	return command, nil
}

type outputKind func([]byte) *pulumirpc.RunPluginResponse

func stdoutOf(text []byte) *pulumirpc.RunPluginResponse {
	return &pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: text}}
}

func stderrOf(text []byte) *pulumirpc.RunPluginResponse {
	return &pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: text}}
}

// outputStream sends what both outputs write, one message at a time.
type outputStream struct {
	mutex  sync.Mutex
	stream grpc.ServerStream
}

func (o *outputStream) send(response *pulumirpc.RunPluginResponse) error {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.stream.SendMsg(response)
}

func (o *outputStream) writer(kind outputKind) outputWriter {
	return outputWriter{stream: o, kind: kind}
}

type outputWriter struct {
	stream *outputStream
	kind   outputKind
}

func (w outputWriter) Write(text []byte) (int, error) {
	if err := w.stream.send(w.kind(slices.Clone(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}
