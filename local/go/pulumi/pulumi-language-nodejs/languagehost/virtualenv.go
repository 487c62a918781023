package languagehost

import (
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// oldFlags tell the old host of Python which virtual environment the program in a folder has. It does not look for what
// a current engine says of it in each request.
func oldFlags(language, directory string) []string {
	if language != "python" {
		return nil
	}
	path, err := workspace.DetectProjectPathFrom(directory)
	if err != nil || path == "" {
		return nil
	}
	project, err := workspace.LoadProject(path)
	if err != nil {
		return nil
	}
	virtualenv, given := project.Runtime.Options()["virtualenv"].(string)
	if !given {
		return nil
	}
	return []string{"-virtualenv=" + virtualenv, "-root=" + filepath.Dir(path)}
}
