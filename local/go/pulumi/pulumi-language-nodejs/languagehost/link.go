package languagehost

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

type linker func(ctx context.Context, directory, sdk, name string) (string, error)

var linkers = map[string]linker{"nodejs": linkNodejs, "python": linkPython, "go": linkGo}

func linkNodejs(ctx context.Context, directory, sdk, name string) (string, error) {
	dependency := fmt.Sprintf("dependencies.@pulumi/%s=file:%s", name, filepath.ToSlash(sdk))
	if err := runCommand(ctx, directory, "npm", "pkg", "set", dependency); err != nil {
		return "", err
	}
	return "import from @pulumi/" + name, runCommand(ctx, directory, "npm", "install", "--no-audit", "--no-fund")
}

func linkPython(ctx context.Context, directory, sdk, name string) (string, error) {
	file := filepath.Join(directory, "requirements.txt")
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if !strings.Contains(string(text), sdk) {
		text = append(text, []byte(sdk+"\n")...)
	}
	return "import pulumi_" + strings.ReplaceAll(name, "-", "_"), os.WriteFile(file, text, 0o600)
}

func linkGo(ctx context.Context, directory, sdk, _ string) (string, error) {
	module, err := os.ReadFile(filepath.Join(directory, sdk, "go.mod"))
	if err != nil {
		return "", err
	}
	firstLine, _, _ := strings.Cut(string(module), "\n")
	path := strings.TrimPrefix(firstLine, "module ")
	replacement := fmt.Sprintf("%s=./%s", path, filepath.ToSlash(sdk))
	return "import " + path, runCommand(ctx, directory, "go", "mod", "edit", "-replace", replacement)
}

func runCommand(ctx context.Context, directory, program string, arguments ...string) error {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir = directory
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", program, strings.Join(arguments, " "), err, output)
	}
	return nil
}
