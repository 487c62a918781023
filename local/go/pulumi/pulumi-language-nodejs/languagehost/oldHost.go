package languagehost

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopGrace is how long a child may take to end by itself.
const stopGrace = 2 * time.Second

type childHost struct {
	port  int
	ended <-chan error
	stop  func() error
}

// startOldHost runs the old host with our own arguments and reads its port.
func startOldHost(ctx context.Context, path string, args []string) (*childHost, error) {
	ctx, cancel := context.WithCancel(ctx)
	command := exec.CommandContext(ctx, path, args...)
	command.Stderr = os.Stderr
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = stopGrace
	// Should this process be killed outright, its child must not stay behind.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	stdout, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start the language host: %w", err)
	}

	reader := bufio.NewReader(stdout)
	port, err := readPort(reader)
	if err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("%s did not print its port: %w", path, err), command.Wait())
	}
	ended := make(chan error, 1)
	go func() {
		_, _ = io.Copy(os.Stdout, reader)
		ended <- command.Wait()
	}()
	return &childHost{port: port, ended: ended, stop: func() error {
		cancel()
		<-ended
		return nil
	}}, nil
}

func readPort(reader *bufio.Reader) (int, error) {
	line, err := reader.ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(line))
}
