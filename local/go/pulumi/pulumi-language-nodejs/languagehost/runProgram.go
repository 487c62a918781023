package languagehost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// actionableExit is how the SDK ends when it has told the user all there is to say.
const actionableExit = 32

// runProgram runs a Pulumi program on Node.js. The old host would put a monitor of its own between the program and the
// engine, which knows none of the calls that came later, resource hooks among them.
func runProgram(
	ctx context.Context, engine string, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	command, err := programCommand(ctx, engine, request)
	if err != nil {
		return nil, status.Error(codes.FailedPrecondition, err.Error())
	}
	err = command.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case !errors.As(err, &exit):
		return nil, status.Errorf(codes.Internal, "run %s: %v", command.Path, err)
	case exit.ExitCode() == actionableExit:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		text := fmt.Sprintf("Program exited with non-zero exit code: %d", exit.ExitCode())
		return &pulumirpc.RunResponse{Error: text}, nil
	}
}

func programCommand(
	ctx context.Context, engine string, request *pulumirpc.RunRequest,
) (*exec.Cmd, error) {
	info := request.GetInfo()
	sdk, err := findSDK(info.GetProgramDirectory())
	if err != nil {
		return nil, err
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	environment, err := programEnvironment(request)
	if err != nil {
		return nil, err
	}
	arguments := append([]string{filepath.Join(sdk, "cmd", "run")}, programArguments(engine, request)...)
	command := exec.CommandContext(ctx, node, arguments...)
	command.Dir = request.GetPwd()
	command.Env = environment
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.WaitDelay = stopGrace
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	return command, nil
}

func programArguments(engine string, request *pulumirpc.RunRequest) []string {
	arguments := []string{}
	add := func(name, value string) {
		if value != "" {
			arguments = append(arguments, "--"+name, value)
		}
	}
	add("monitor", request.GetMonitorAddress())
	add("engine", engine)
	add("organization", request.GetOrganization())
	add("project", request.GetProject())
	add("stack", request.GetStack())
	add("pwd", request.GetPwd())
	if request.GetDryRun() {
		arguments = append(arguments, "--dry-run")
	}
	add("parallel", fmt.Sprint(request.GetParallel()))
	entry := request.GetInfo().GetEntryPoint()
	if entry == "" {
		entry = "."
	}
	return append(append(arguments, entry), request.GetArgs()...)
}

func programEnvironment(request *pulumirpc.RunRequest) ([]string, error) {
	values := request.GetConfig()
	if values == nil {
		values = map[string]string{}
	}
	config, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	keys := request.GetConfigSecretKeys()
	if keys == nil {
		keys = []string{}
	}
	secretKeys, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	environment := append(os.Environ(),
		"PULUMI_CONFIG="+string(config), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	options := request.GetInfo().GetOptions().AsMap()
	if options["typescript"] != false {
		environment = append(environment, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if tsconfig, given := options["tsconfig"].(string); given {
		environment = append(environment, "PULUMI_NODEJS_TSCONFIG_PATH="+tsconfig)
	}
	return environment, nil
}
