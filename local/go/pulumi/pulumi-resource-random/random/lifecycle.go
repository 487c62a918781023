package random

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

func (*provider) Check(_ context.Context, request plugin.CheckRequest) (plugin.CheckResponse, error) {
	k, err := kindOf(request.Type)
	if err != nil {
		return plugin.CheckResponse{}, err
	}
	return plugin.CheckResponse{
		Properties: request.News,
		Failures:   k.check(k.withDefaults(request.News)),
	}, nil
}

func (*provider) Diff(_ context.Context, request plugin.DiffRequest) (plugin.DiffResponse, error) {
	k, err := kindOf(request.Type)
	if err != nil {
		return plugin.DiffResponse{}, err
	}
	return replaceOnAnyChange(k.withDefaults(request.OldInputs), k.withDefaults(request.NewInputs)), nil
}

func (*provider) Create(_ context.Context, request plugin.CreateRequest) (plugin.CreateResponse, error) {
	k, err := kindOf(request.Type)
	if err != nil {
		return plugin.CreateResponse{}, err
	}
	inputs := k.withDefaults(request.Properties)
	if request.Preview {
		return plugin.CreateResponse{Properties: k.pending(inputs), Status: resource.StatusOK}, nil
	}
	outputs, err := k.generate(inputs)
	if err != nil {
		return plugin.CreateResponse{}, err
	}
	return plugin.CreateResponse{ID: noID, Properties: outputs, Status: resource.StatusOK}, nil
}

// Read hands back what is in the state: a random value lives nowhere else.
func (*provider) Read(_ context.Context, request plugin.ReadRequest) (plugin.ReadResponse, error) {
	k, err := kindOf(request.Type)
	if err != nil {
		return plugin.ReadResponse{}, err
	}
	if len(request.State) > 0 {
		return plugin.ReadResponse{ReadResult: plugin.ReadResult{
			ID: request.ID, Inputs: request.Inputs, Outputs: request.State,
		}}, nil
	}
	inputs, outputs, err := k.adopt(request.ID)
	if err != nil {
		return plugin.ReadResponse{}, err
	}
	return plugin.ReadResponse{ReadResult: plugin.ReadResult{ID: noID, Inputs: inputs, Outputs: outputs}}, nil
}

func (*provider) Update(context.Context, plugin.UpdateRequest) (plugin.UpdateResponse, error) {
	return plugin.UpdateResponse{}, errors.New("a random value is replaced, never updated")
}

func (*provider) Delete(context.Context, plugin.DeleteRequest) (plugin.DeleteResponse, error) {
	return plugin.DeleteResponse{Status: resource.StatusOK}, nil
}
