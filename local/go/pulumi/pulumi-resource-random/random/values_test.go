package random

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func TestWhatIsSecretIsSecretAndInNoId(t *testing.T) {
	for token, keys := range map[string][]resource.PropertyKey{
		passwordToken: {"result", "bcryptHash"}, bytesToken: {"base64", "hex"},
	} {
		for _, preview := range []bool{true, false} {
			created := create(t, token, inputs{"length": 20.0}, preview)
			for _, key := range keys {
				if !created.Properties[key].IsSecret() {
					t.Fatalf("%s of %s is readable (preview %v)", key, token, preview)
				}
			}
			if !preview && created.ID != noID {
				t.Fatalf("id %q of %s", created.ID, token)
			}
		}
	}
}

func TestBytesAreTheSameInBothForms(t *testing.T) {
	outputs := create(t, bytesToken, inputs{"length": 4.0}, false).Properties
	fromHex, err := hex.DecodeString(stringOf(outputs, "hex"))
	ok(t, err)
	fromBase64, err := base64.StdEncoding.DecodeString(stringOf(outputs, "base64"))
	ok(t, err)
	if len(fromHex) != 4 || !slices.Equal(fromHex, fromBase64) {
		t.Fatal("different bytes")
	}
}

func TestAPreviewKnowsTheInputsAndNoValue(t *testing.T) {
	outputs := create(t, passwordToken, inputs{"length": 40.0}, true).Properties
	if !outputs["length"].IsNumber() || !outputs["lower"].BoolValue() {
		t.Fatal("defaults are missing")
	}
	if !outputs["result"].ContainsUnknowns() || !outputs["id"].ContainsUnknowns() {
		t.Fatal("a preview knows what is not made yet")
	}
}
