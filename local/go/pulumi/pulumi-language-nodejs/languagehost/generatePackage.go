package languagehost

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// generatePackage writes the SDK of a package, by the same code as a current language host.
func generatePackage(
	language string, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	client, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	loader := schema.NewCachedLoader(client)

	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(request.GetSchema()), &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	files, err := sdkFiles(language, pkg, request, loader)
	if err != nil {
		return nil, err
	}
	for name, content := range files {
		file := filepath.Join(request.GetDirectory(), name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			return nil, err
		}
	}
	return &pulumirpc.GeneratePackageResponse{}, nil
}

func sdkFiles(
	language string, pkg *schema.Package, request *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
) (map[string][]byte, error) {
	tool := "pulumi-language-" + language
	extra, local := request.GetExtraFiles(), request.GetLocalDependencies()
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, extra, local, request.GetLocal(), loader)
	case "python":
		return python.GeneratePackage(tool, pkg, extra, loader)
	case "go":
		return gogen.GeneratePackage(tool, pkg, local)
	default:
		return nil, fmt.Errorf("no SDK can be generated for %s", language)
	}
}

// link makes a program depend on a generated SDK, as `pulumi package add` has its language host do.
func link(ctx context.Context, language string, request *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	said := ""
	for _, dependency := range request.GetPackages() {
		directory := request.GetInfo().GetProgramDirectory()
		instructions, err := linkers[language](ctx, directory, dependency.GetPath(), dependency.GetPackage().GetName())
		if err != nil {
			return nil, err
		}
		said += instructions
	}
	return &pulumirpc.LinkResponse{ImportInstructions: said}, nil
}
