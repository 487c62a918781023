package languagehost

import (
	"path/filepath"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func TestTheSDKsThatAProgramHasInstalledAreItsPackages(t *testing.T) {
	program := t.TempDir()
	write(t, filepath.Join(program, "node_modules", "@pulumi", "random", "package.json"),
		`{"name":"@pulumi/random","version":"4.21.2","pulumi":{"resource":true}}`)
	write(t, filepath.Join(program, "node_modules", "shop", "node_modules", "mine", "package.json"),
		`{"name":"mine","version":"1.0.0","pulumi":{"resource":true,"name":"theirs","version":"v2.0.0"}}`)
	write(t, filepath.Join(program, "node_modules", "shop", "package.json"), `{"name":"shop","version":"1.0.0"}`)
	response, err := throughFront(t).GetRequiredPackages(t.Context(), &pulumirpc.GetRequiredPackagesRequest{
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: program},
	})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, dependency := range response.GetPackages() {
		found[dependency.GetName()] = dependency.GetVersion()
	}
	if len(found) != 2 || found["random"] != "4.21.2" || found["theirs"] != "2.0.0" {
		t.Fatal(found)
	}
}

func TestAPluginRequiresNothingOfTheProgramThatUsesIt(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, filepath.Join("node_modules", "theirs", "package.json"),
		`{"name":"theirs","version":"1.0.0","pulumi":{"resource":true}}`)
	response, err := throughFront(t).GetRequiredPackages(t.Context(), &pulumirpc.GetRequiredPackagesRequest{
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: t.TempDir()},
	})
	if err != nil || len(response.GetPackages()) != 0 {
		t.Fatal(response, err)
	}
}
