package languagehost

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// install writes the part of @pulumi/pulumi that is looked for.
func install(t *testing.T, directory string) string {
	t.Helper()
	sdk := filepath.Join(directory, "node_modules", "@pulumi", "pulumi")
	write(t, filepath.Join(sdk, "package.json"), `{"name":"@pulumi/pulumi"}`)
	return sdk
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheSDKIsFoundInTheFolderItselfAndInThoseAboveIt(t *testing.T) {
	root := t.TempDir()
	hoisted := install(t, root)
	own := install(t, filepath.Join(root, "policy"))
	for directory, sdk := range map[string]string{
		root: hoisted, filepath.Join(root, "components"): hoisted, filepath.Join(root, "policy"): own,
	} {
		found, err := findSDK(directory)
		if err != nil || found != sdk {
			t.Fatalf("%s: %s, %v", directory, found, err)
		}
	}
}

func TestAMissingSDKSaysWhatToDo(t *testing.T) {
	_, err := findSDK(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "run npm install there") {
		t.Fatal(err)
	}
}
