package languagehost

import (
	"path/filepath"
	"slices"
	"testing"
)

func project(t *testing.T, runtime string) string {
	t.Helper()
	directory := t.TempDir()
	write(t, filepath.Join(directory, "Pulumi.yaml"), "name: shop\nruntime: "+runtime+"\n")
	return directory
}

func TestOldPythonHostIsToldOfTheVirtualEnvironment(t *testing.T) {
	directory := project(t, "{ name: python, options: { toolchain: pip, virtualenv: venv } }")
	expected := []string{"-virtualenv=venv", "-root=" + directory}
	if flags := oldFlags("python", directory); !slices.Equal(flags, expected) {
		t.Errorf("got %v, not %v", flags, expected)
	}
	if flags := oldFlags("go", directory); flags != nil {
		t.Errorf("another language got %v", flags)
	}
}

func TestOldPythonHostIsToldNothingWithoutAVirtualEnvironment(t *testing.T) {
	for _, directory := range []string{project(t, "python"), t.TempDir()} {
		if flags := oldFlags("python", directory); flags != nil {
			t.Errorf("got %v", flags)
		}
	}
}
