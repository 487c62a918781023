package kubernetes

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

const (
	// defaultQPS and defaultBurst let a whole stack be created at once; client-go's own 5 and 10 would throttle it.
	defaultQPS   = 100
	defaultBurst = 200
	// reachableWithin bounds the first contact, so that a preview without a cluster is not held up.
	reachableWithin = 10 * time.Second
)

// cluster is the way to the API server. It is opened on first use: a preview has to work without one.
type cluster struct {
	settings settings
	open     func() (*connection, error)
}

type connection struct {
	dynamic dynamic.Interface
	mapper  meta.ResettableRESTMapper
}

func newCluster(s settings) *cluster {
	return &cluster{settings: s, open: sync.OnceValues(func() (*connection, error) { return connect(s) })}
}

// activeCluster returns what the kubeconfig says of the cluster in use.
func activeCluster(s settings) (*api.Cluster, error) {
	config, err := loader(s).RawConfig()
	if err != nil {
		return nil, err
	}
	name := s.context
	if name == "" {
		name = config.CurrentContext
	}
	cluster := s.cluster
	if cluster == "" && config.Contexts[name] != nil {
		cluster = config.Contexts[name].Cluster
	}
	if config.Clusters[cluster] == nil {
		return nil, fmt.Errorf("kubeconfig has no cluster for context %q", name)
	}
	found := config.Clusters[cluster].DeepCopy()
	found.LocationOfOrigin = ""
	return found, nil
}

func loader(s settings) clientcmd.ClientConfig {
	overrides := &clientcmd.ConfigOverrides{CurrentContext: s.context}
	overrides.Context.Cluster = s.cluster
	overrides.Context.Namespace = s.namespace
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	if s.kubeconfig == "" {
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides)
	}
	if _, err := os.Stat(s.kubeconfig); err == nil {
		rules.ExplicitPath = s.kubeconfig
		return clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, overrides)
	}
	config, err := clientcmd.Load([]byte(s.kubeconfig))
	if err != nil {
		config = api.NewConfig()
	}
	return clientcmd.NewDefaultClientConfig(*config, overrides)
}

// namespace is where a namespaced object goes that names none.
func (c *cluster) namespace() string {
	namespace, _, err := loader(c.settings).Namespace()
	if err != nil || namespace == "" {
		return "default"
	}
	return namespace
}

func connect(s settings) (*connection, error) {
	config, err := loader(s).ClientConfig()
	if err != nil {
		return nil, fmt.Errorf("unable to load Kubernetes client configuration from kubeconfig: %w", err)
	}
	config.UserAgent = fieldManagerPrefix
	config.QPS, config.Burst = defaultQPS, defaultBurst
	if s.client.QPS != nil {
		config.QPS = *s.client.QPS
	}
	if s.client.Burst != nil {
		config.Burst = *s.client.Burst
	}
	config.WarningHandler = rest.NoWarnings{}

	probe := rest.CopyConfig(config)
	probe.Timeout = reachableWithin
	prober, err := discovery.NewDiscoveryClientForConfig(probe)
	if err != nil {
		return nil, err
	}
	if _, err := prober.ServerVersion(); err != nil {
		return nil, fmt.Errorf("configured Kubernetes cluster is unreachable: %w", err)
	}
	discoverer, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discoverer))
	return &connection{dynamic: client, mapper: mapper}, nil
}

// resource returns the client of one kind in one namespace.
func (c *connection) resource(gvk schema.GroupVersionKind, namespace string) (dynamic.ResourceInterface, error) {
	mapping, err := c.mapping(gvk)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		return c.dynamic.Resource(mapping.Resource), nil
	}
	return c.dynamic.Resource(mapping.Resource).Namespace(namespace), nil
}

func (c *connection) mapping(gvk schema.GroupVersionKind) (*meta.RESTMapping, error) {
	mapping, err := c.mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
	if meta.IsNoMatchError(err) {
		// The kind may have come with a CustomResourceDefinition of this very deployment.
		c.mapper.Reset()
		mapping, err = c.mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
	}
	return mapping, err
}

// isNamespaced answers for kinds of Kubernetes itself without asking, so that previews agree with and without a cluster.
func (c *cluster) isNamespaced(_ context.Context, gvk schema.GroupVersionKind) bool {
	if isBuiltIn(gvk.Group) {
		return !clusterScoped[gvk.Kind]
	}
	connection, err := c.open()
	if err != nil {
		return true
	}
	mapping, err := connection.mapping(gvk)
	return err != nil || mapping.Scope.Name() == meta.RESTScopeNameNamespace
}
