package languagehost

import (
	"fmt"
	"os"
	"path/filepath"
)

// findSDK looks for @pulumi/pulumi as Node.js does: in the folder itself, then in each one above it.
func findSDK(directory string) (string, error) {
	for current := directory; ; current = filepath.Dir(current) {
		candidate := filepath.Join(current, "node_modules", "@pulumi", "pulumi")
		if _, err := os.Stat(filepath.Join(candidate, "package.json")); err == nil {
			return candidate, nil
		}
		if current == filepath.Dir(current) {
			return "", fmt.Errorf(
				"@pulumi/pulumi is not installed for %s: run npm install there", directory)
		}
	}
}
