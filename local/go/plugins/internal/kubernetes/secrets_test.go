package kubernetes

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

const canary = "canary-do-not-show"

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// visible is what anybody may read of properties: all that no secret hides.
func visible(value resource.PropertyValue) string {
	switch {
	case value.IsSecret():
		return "[secret]"
	case value.IsObject():
		var text strings.Builder
		for key, field := range value.ObjectValue() {
			fmt.Fprintf(&text, "%s: %s\n", key, visible(field))
		}
		return text.String()
	case value.IsArray():
		var text strings.Builder
		for _, item := range value.ArrayValue() {
			text.WriteString(visible(item) + "\n")
		}
		return text.String()
	default:
		return fmt.Sprint(value.V)
	}
}

func hides(t *testing.T, text string) {
	t.Helper()
	for _, form := range []string{canary, encoded(canary)} {
		if strings.Contains(text, form) {
			t.Fatalf("shows a secret: %s", text)
		}
	}
}

func TestTheStateOfASecretShowsNoValue(t *testing.T) {
	s := onCluster(t)
	created := s.create(secret, named("x", object{"stringData": object{"password": canary}}))
	hides(t, visible(resource.NewObjectProperty(created.outputs)))
	same(t, at(created.outputs, "data.password"), any(encoded(canary)))
	same(t, at(created.outputs, "__inputs.data.password"), any(encoded(canary)))

	read := s.read(created)
	hides(t, visible(resource.NewObjectProperty(read.Outputs)))
	hides(t, visible(resource.NewObjectProperty(read.Inputs)))

	preview, err := s.previewCreate(secret, named("y", object{"stringData": object{"password": canary}}))
	ok(t, err)
	hides(t, visible(resource.NewObjectProperty(preview)))
}

func TestASecretValueAnywhereInTheInputsIsSecretInTheOutputs(t *testing.T) {
	s := onCluster(t)
	hidden := resource.MakeSecret(resource.NewStringProperty(canary))
	created := s.create(deployment, skipping("x", object{"spec": object{
		"selector": object{"matchLabels": object{"app": "a"}},
		"template": object{
			"metadata": object{"labels": object{"app": "a"}},
			"spec": object{"containers": []any{object{
				"name": "c", "image": "app:1", "env": []any{
					object{"name": "OPEN", "value": "seen"}, object{"name": "PASSWORD", "value": hidden},
				},
			}}},
		},
	}}))
	text := visible(resource.NewObjectProperty(created.outputs))
	hides(t, text)
	if !strings.Contains(text, "seen") {
		t.Fatal("hides more than the secret")
	}
}

func TestErrorsOfTheServerQuoteNoSecret(t *testing.T) {
	s := onCluster(t)
	hidden := resource.MakeSecret(resource.NewStringProperty(canary + "/not/a/name"))
	invalid := named("x", object{"spec": object{"externalName": hidden, "type": "ExternalName"}})
	_, previewErr := s.previewCreate(service, invalid)
	says(t, previewErr, "[secret]")
	hides(t, previewErr.Error())
	_, err := s.tryCreate(service, invalid)
	says(t, err, "[secret]")
	hides(t, err.Error())
}

func TestRedactorKnowsEveryFormOfAValue(t *testing.T) {
	secrets := newRedactor(resource.PropertyMap{
		"kind": resource.NewStringProperty("Secret"),
		"data": resource.NewPropertyValue(object{"a": encoded("line\n\"quoted\"")}),
		"stringData": resource.NewPropertyValue(object{
			"b": canary, "c": canary + "-and-more", "short": "abc",
		}),
	})
	for _, text := range []string{
		canary, encoded(canary), canary + "-and-more", "line\n\"quoted\"", `line\n\"quoted\"`, encoded("line\n\"quoted\""),
	} {
		same(t, secrets.text("value <"+text+"> refused"), "value <[secret]> refused")
	}
	same(t, secrets.text("abc stays: too short to tell from words"), "abc stays: too short to tell from words")
}
