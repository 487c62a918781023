package random

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

func diff(t *testing.T, token string, olds, news inputs) plugin.DiffResponse {
	t.Helper()
	response, err := NewProvider().Diff(t.Context(), plugin.DiffRequest{
		URN: urnOf(token), Type: tokens.Type(token),
		OldInputs: resource.NewPropertyMapFromMap(olds), NewInputs: resource.NewPropertyMapFromMap(news),
	})
	ok(t, err)
	return response
}

func TestEveryChangeIsANewValue(t *testing.T) {
	for name, c := range map[string]struct {
		news inputs
		path string
		kind plugin.DiffKind
	}{
		"length":           {inputs{"length": 41.0, "keepers": inputs{"v": "1"}}, "length", plugin.DiffUpdateReplace},
		"a keeper":         {inputs{"length": 40.0, "keepers": inputs{"v": "2"}}, "keepers.v", plugin.DiffUpdateReplace},
		"no keepers":       {inputs{"length": 40.0}, "keepers", plugin.DiffDeleteReplace},
		"fewer characters": {inputs{"length": 40.0, "special": false, "keepers": inputs{"v": "1"}}, "special", plugin.DiffUpdateReplace},
	} {
		t.Run(name, func(t *testing.T) {
			response := diff(t, passwordToken, inputs{"length": 40.0, "keepers": inputs{"v": "1"}}, c.news)
			if response.DetailedDiff[c.path].Kind != c.kind || len(response.DetailedDiff) != 1 || !response.Replace() {
				t.Fatalf("%+v", response)
			}
		})
	}
}

func TestADefaultWrittenOutIsNoChange(t *testing.T) {
	response := diff(t, passwordToken, inputs{"length": 40.0},
		inputs{"length": 40.0, "upper": true, "number": true, "numeric": true, "minLower": 0.0, "keepers": nil})
	if response.Changes != plugin.DiffNone {
		t.Fatalf("%+v", response)
	}
}

func TestCheckNamesEveryMistake(t *testing.T) {
	for _, c := range []struct {
		token string
		given inputs
		wrong resource.PropertyKey
	}{
		{passwordToken, inputs{"length": 0.0}, "length"},
		{passwordToken, inputs{}, "length"},
		{passwordToken, inputs{"length": 3.0, "minLower": 4.0}, "length"},
		{passwordToken, inputs{"length": 3.0, "lower": false, "upper": false, "numeric": false, "special": false}, "lower"},
		{bytesToken, inputs{"length": 0.0}, "length"},
	} {
		response, err := NewProvider().Check(t.Context(), plugin.CheckRequest{
			URN: urnOf(c.token), Type: tokens.Type(c.token), News: resource.NewPropertyMapFromMap(c.given),
		})
		ok(t, err)
		if len(response.Failures) == 0 || response.Failures[0].Property != c.wrong {
			t.Fatalf("%s %v: %v", c.token, c.given, response.Failures)
		}
	}
}

func TestReadKeepsWhatIsInTheState(t *testing.T) {
	created := create(t, passwordToken, inputs{"length": 40.0}, false)
	read, err := NewProvider().Read(t.Context(), plugin.ReadRequest{
		URN: urnOf(passwordToken), Type: passwordToken, ID: created.ID, State: created.Properties,
	})
	ok(t, err)
	if !read.Outputs.DeepEquals(created.Properties) || read.ID != created.ID {
		t.Fatal("the value changed")
	}
}

func TestAValueThatExistsCanBeImportedAndStaysSecret(t *testing.T) {
	for token, key := range map[string]resource.PropertyKey{passwordToken: "result", bytesToken: "base64"} {
		const value = "AAECAw=="
		read, err := NewProvider().Read(t.Context(), plugin.ReadRequest{
			URN: urnOf(token), Type: tokens.Type(token), ID: value,
		})
		ok(t, err)
		if stringOf(read.Outputs, key) != value || !read.Outputs[key].IsSecret() || read.ID != noID {
			t.Fatalf("%s: %s", token, read.ID)
		}
	}
}
