// Package languagehost puts a current gRPC front before an old language host.
package languagehost

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

const hostPrefix = "pulumi-language-"

// oldVersions are the last that the Go module proxy serves. That of Go became a module of its own before the others.
var oldVersions = map[string]string{"nodejs": "3.68.0", "python": "3.66.0", "go": "3.66.0"}

// oldHost is the name under which the old language host is looked for, in the folder of this executable.
func oldHost(language string) string {
	return hostPrefix + language + "-" + oldVersions[language]
}

// Run serves the language that the program is called by, until the engine interrupts it or the old host ends. The port
// goes to stdout, as with every plugin.
func Run(program string, args []string) error {
	language := strings.TrimPrefix(filepath.Base(program), hostPrefix)
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()

	executable, err := os.Executable()
	if err != nil {
		return err
	}
	directory, err := os.Getwd()
	if err != nil {
		return err
	}
	old := filepath.Join(filepath.Dir(executable), oldHost(language))
	host, err := startOldHost(ctx, old, append(oldFlags(language, directory), args...))
	if err != nil {
		return err
	}
	connection, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", host.port),
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
	if err != nil {
		return errors.Join(err, host.stop())
	}

	stop := make(chan bool)
	context.AfterFunc(ctx, func() { close(stop) })
	front := front{backend: connection, engine: engineAddress(args), language: language}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel:  stop,
		Options: []grpc.ServerOption{grpc.UnknownServiceHandler(front.handle)},
	})
	if err != nil {
		return errors.Join(err, host.stop())
	}
	fmt.Println(handle.Port)

	select {
	case err = <-handle.Done:
		return errors.Join(err, host.stop())
	case err = <-host.ended:
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("%s ended: %w", oldHost(language), err)
	}
}

// engineAddress is the one argument that is not a flag.
func engineAddress(args []string) string {
	for _, argument := range args {
		if !strings.HasPrefix(argument, "-") {
			return argument
		}
	}
	return ""
}
