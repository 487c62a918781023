package kubernetes

import (
	"encoding/json"
	"os"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// settings is the provider's configuration as far as this stand-in honours it.
type settings struct {
	kubeconfig        string
	context           string
	cluster           string
	namespace         string
	clusterIdentifier string
	configMapMutable  bool
	secretMutable     bool
	patchForce        bool
	upsert            bool
	deleteUnreachable bool
	skipUnreachable   bool
	client            clientSettings
}

type clientSettings struct {
	Burst *int     `json:"burst"`
	QPS   *float32 `json:"qps"`
}

func settingsOf(config resource.PropertyMap) settings {
	flag := func(key resource.PropertyKey, variable string) bool {
		if value := textOf(config[key]); value != "" {
			return value == "true"
		}
		set, _ := strconv.ParseBool(os.Getenv(variable))
		return set
	}
	read := settings{
		kubeconfig:        textOf(config["kubeconfig"]),
		context:           textOf(config["context"]),
		cluster:           textOf(config["cluster"]),
		namespace:         textOf(config["namespace"]),
		clusterIdentifier: textOf(config["clusterIdentifier"]),
		configMapMutable:  flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
		secretMutable:     flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
		patchForce:        flag("enablePatchForce", "PULUMI_K8S_ENABLE_PATCH_FORCE"),
		upsert:            flag("upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
		deleteUnreachable: flag("deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE"),
		skipUnreachable:   flag("skipUpdateUnreachable", "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"),
	}
	// A malformed value is refused by checkConfig; here the defaults stay.
	_ = json.Unmarshal([]byte(textOf(config["kubeClientSettings"])), &read.client)
	return read
}

// textOf reads a scalar setting: SDKs send strings, booleans or, for objects, JSON.
func textOf(value resource.PropertyValue) string {
	value = unwrapped(value)
	switch {
	case value.IsString():
		return value.StringValue()
	case value.IsBool():
		return strconv.FormatBool(value.BoolValue())
	case value.IsObject():
		text, err := json.Marshal(value.ObjectValue().Mappable())
		if err != nil {
			return ""
		}
		return string(text)
	default:
		return ""
	}
}
