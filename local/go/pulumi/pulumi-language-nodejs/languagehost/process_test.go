package languagehost

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// awaitEnd waits until no process has the id any more.
func awaitEnd(t *testing.T, pid string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join("/proc", pid)); os.IsNotExist(err) {
			return
		}
	}
	t.Fatalf("process %s is still there", pid)
}
