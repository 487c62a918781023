package kubernetes

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"sort"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// shortestRedacted keeps values such as "a" or "1" from blotting out half of every message.
const shortestRedacted = 4

// secretive marks in the outputs what is secret in the inputs, and the data of every Secret.
func secretive(outputs, inputs resource.PropertyMap) resource.PropertyMap {
	marked := markLike(resource.NewObjectProperty(outputs), resource.NewObjectProperty(inputs)).ObjectValue()
	return withSecretData(marked)
}

// withSecretData marks `data` and `stringData` of a Secret as the SDK does, whatever the program did.
func withSecretData(properties resource.PropertyMap) resource.PropertyMap {
	if textOf(properties["kind"]) != "Secret" {
		return properties
	}
	marked := properties.Copy()
	for _, key := range []resource.PropertyKey{"data", "stringData"} {
		if value, given := marked[key]; given && !value.IsSecret() {
			marked[key] = resource.MakeSecret(value)
		}
	}
	return marked
}

func markLike(value, like resource.PropertyValue) resource.PropertyValue {
	if value.IsSecret() {
		return value
	}
	if like.IsSecret() || like.IsOutput() && like.OutputValue().Secret {
		return resource.MakeSecret(value)
	}
	like = unwrapped(like)
	switch {
	case value.IsObject() && like.IsObject():
		fields := value.ObjectValue().Copy()
		for key, field := range fields {
			if pattern, given := like.ObjectValue()[key]; given {
				fields[key] = markLike(field, pattern)
			}
		}
		return resource.NewObjectProperty(fields)
	case value.IsArray() && like.IsArray():
		return markItems(value.ArrayValue(), like.ArrayValue())
	default:
		return value
	}
}

// markItems marks by position, and all items when positions cannot be trusted to match.
func markItems(items, like []resource.PropertyValue) resource.PropertyValue {
	marked := make([]resource.PropertyValue, len(items))
	if len(items) != len(like) && resource.NewArrayProperty(like).ContainsSecrets() {
		return resource.MakeSecret(resource.NewArrayProperty(items))
	}
	for index, item := range items {
		marked[index] = item
		if index < len(like) {
			marked[index] = markLike(item, like[index])
		}
	}
	return resource.NewArrayProperty(marked)
}

// redactor replaces secret values in texts: the API server quotes values that it refuses.
type redactor struct {
	replacer *strings.Replacer
}

func newRedactor(maps ...resource.PropertyMap) redactor {
	found := map[string]bool{}
	for _, properties := range maps {
		collectSecrets(resource.NewObjectProperty(withSecretData(properties)), false, found)
	}
	// Longest first, so that a secret that contains another one disappears whole.
	sorted := make([]string, 0, len(found))
	for text := range found {
		sorted = append(sorted, text)
	}
	sort.Slice(sorted, func(a, b int) bool { return len(sorted[a]) > len(sorted[b]) })
	pairs := make([]string, 0, 2*len(sorted))
	for _, text := range sorted {
		pairs = append(pairs, text, "[secret]")
	}
	return redactor{replacer: strings.NewReplacer(pairs...)}
}

func collectSecrets(value resource.PropertyValue, secret bool, found map[string]bool) {
	secret = secret || value.IsSecret() || value.IsOutput() && value.OutputValue().Secret
	value = unwrapped(value)
	switch {
	case value.IsObject():
		for _, field := range value.ObjectValue() {
			collectSecrets(field, secret, found)
		}
	case value.IsArray():
		for _, item := range value.ArrayValue() {
			collectSecrets(item, secret, found)
		}
	case secret && value.IsString():
		addForms(value.StringValue(), found)
	}
}

// addForms adds the ways in which a server may print a value: as it is, quoted, in base64 and decoded from it.
func addForms(text string, found map[string]bool) {
	forms := []string{text, base64.StdEncoding.EncodeToString([]byte(text))}
	if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
		forms = append(forms, string(decoded))
	}
	for _, form := range forms {
		if len(form) < shortestRedacted {
			continue
		}
		found[form] = true
		if quoted, err := json.Marshal(form); err == nil {
			found[string(quoted[1:len(quoted)-1])] = true
		}
	}
}

func (r redactor) text(text string) string { return r.replacer.Replace(text) }

func (r redactor) texts(texts []string) []string {
	clean := make([]string, len(texts))
	for index, text := range texts {
		clean[index] = r.text(text)
	}
	return clean
}

// err keeps the error as it is when there is nothing to hide.
func (r redactor) err(err error) error {
	if err == nil {
		return nil
	}
	if clean := r.text(err.Error()); clean != err.Error() {
		return errors.New(clean)
	}
	return err
}
