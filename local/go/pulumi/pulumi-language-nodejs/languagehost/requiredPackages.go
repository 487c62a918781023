package languagehost

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

type packageManifest struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Pulumi  struct {
		Resource bool   `json:"resource"`
		Name     string `json:"name"`
		Version  string `json:"version"`
		Server   string `json:"server"`
	} `json:"pulumi"`
}

// requiredPackages finds the SDKs that a program has installed. The old host looks in the folder that it was started in,
// which for a plugin is that of the program that uses it.
func requiredPackages(request *pulumirpc.GetRequiredPackagesRequest) *pulumirpc.GetRequiredPackagesResponse {
	found := map[string]*pulumirpc.PackageDependency{}
	collectPackages(filepath.Join(request.GetInfo().GetProgramDirectory(), "node_modules"), found)
	response := &pulumirpc.GetRequiredPackagesResponse{}
	for _, dependency := range found {
		response.Packages = append(response.Packages, dependency)
	}
	return response
}

func collectPackages(modules string, found map[string]*pulumirpc.PackageDependency) {
	for _, pattern := range []string{"*", "@*/*"} {
		// The only error is that of a malformed pattern.
		packages, _ := filepath.Glob(filepath.Join(modules, pattern, "package.json"))
		for _, file := range packages {
			if dependency := dependencyOf(file); dependency != nil {
				found[dependency.GetName()+"@"+dependency.GetVersion()] = dependency
			}
			collectPackages(filepath.Join(filepath.Dir(file), "node_modules"), found)
		}
	}
}

func dependencyOf(file string) *pulumirpc.PackageDependency {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	manifest := packageManifest{}
	if json.Unmarshal(text, &manifest) != nil || !manifest.Pulumi.Resource {
		return nil
	}
	name, version := manifest.Pulumi.Name, manifest.Pulumi.Version
	if name == "" {
		name = strings.TrimPrefix(manifest.Name, "@pulumi/")
	}
	if version == "" {
		version = manifest.Version
	}
	return &pulumirpc.PackageDependency{
		Name: name, Kind: "resource", Version: strings.TrimPrefix(version, "v"), Server: manifest.Pulumi.Server,
	}
}
