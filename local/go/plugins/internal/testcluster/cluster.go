// Package testcluster starts a real API server with its store, without nodes, for the tests of the plugins.
package testcluster

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/discovery"
	apps "k8s.io/client-go/kubernetes/typed/apps/v1"
	batch "k8s.io/client-go/kubernetes/typed/batch/v1"
	core "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// Binary names the environment variable with the path of the program that is every Kubernetes component.
const Binary = "KUBERNETES_BINARY"

const startWithin = time.Minute

// controllers are those that deletion needs. Tests play the others: they write statuses themselves.
const controllers = "garbage-collector-controller,namespace-controller"

// Cluster is a running API server. Everything listens on this machine only, on ports that were free.
type Cluster struct {
	Kubeconfig string
	Core       core.CoreV1Interface
	Apps       apps.AppsV1Interface
	Batch      batch.BatchV1Interface
	processes  []*exec.Cmd
	folder     string
}

// Missing says what a test cluster lacks on this machine, "" if it can be started.
func Missing() string {
	if _, err := exec.LookPath("etcd"); err != nil {
		return "etcd is not on PATH (Debian: etcd-server)"
	}
	if _, err := os.Stat(os.Getenv(Binary)); err != nil {
		return fmt.Sprintf("%s does not name a built Kubernetes binary (local/go/kubernetes)", Binary)
	}
	return ""
}

// Start returns once the API server answers.
func Start() (cluster *Cluster, err error) {
	folder, err := os.MkdirTemp("", "api-server-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: folder, Kubeconfig: filepath.Join(folder, "kubeconfig")}
	defer func() {
		if err != nil {
			c.Stop()
		}
	}()
	ports, err := freePorts(3)
	if err != nil {
		return nil, err
	}
	if err := c.writeCredentials(ports[2]); err != nil {
		return nil, err
	}
	if err := c.startControlPlane(ports[0], ports[1], ports[2]); err != nil {
		return nil, err
	}
	config, err := clientcmd.BuildConfigFromFlags("", c.Kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 100, 200
	if err := c.openClients(config); err != nil {
		return nil, err
	}
	return c, waitUntilReady(config)
}

func (c *Cluster) openClients(config *rest.Config) (err error) {
	if c.Core, err = core.NewForConfig(config); err != nil {
		return err
	}
	if c.Apps, err = apps.NewForConfig(config); err != nil {
		return err
	}
	c.Batch, err = batch.NewForConfig(config)
	return err
}

func (c *Cluster) startControlPlane(etcdPort, peerPort, apiPort int) error {
	store := fmt.Sprintf("http://127.0.0.1:%d", etcdPort)
	peers := fmt.Sprintf("http://127.0.0.1:%d", peerPort)
	return errors.Join(
		c.run("etcd", "--data-dir", filepath.Join(c.folder, "etcd"), "--unsafe-no-fsync",
			"--listen-client-urls", store, "--advertise-client-urls", store,
			"--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", "default="+peers),
		c.run(os.Getenv(Binary), "kube-apiserver", "--etcd-servers", store,
			"--bind-address", "127.0.0.1", "--secure-port", fmt.Sprint(apiPort), "--cert-dir", filepath.Join(c.folder, "certificates"),
			"--service-cluster-ip-range", "10.97.0.0/24", "--authorization-mode", "AlwaysAllow",
			"--service-account-issuer", "https://test", "--service-account-key-file", c.key(),
			"--service-account-signing-key-file", c.key(), "--token-auth-file", c.tokens(),
			"--disable-admission-plugins", "ServiceAccount"),
		c.run(os.Getenv(Binary), "kube-controller-manager", "--kubeconfig", c.Kubeconfig,
			"--leader-elect=false", "--secure-port=0", "--controllers", controllers),
	)
}

func (c *Cluster) key() string    { return filepath.Join(c.folder, "service-account.key") }
func (c *Cluster) tokens() string { return filepath.Join(c.folder, "tokens.csv") }

func (c *Cluster) run(program string, args ...string) error {
	log, err := os.Create(filepath.Join(c.folder, filepath.Base(program)+fmt.Sprint(len(c.processes))+".log"))
	if err != nil {
		return err
	}
	command := exec.Command(program, args...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return err
	}
	c.processes = append(c.processes, command)
	return log.Close()
}

func (c *Cluster) writeCredentials(apiPort int) error {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(private)}
	kubeconfig := fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: test
clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
users: [{name: test, user: {token: test}}]
contexts: [{name: test, context: {cluster: test, user: test}}]
`, apiPort)
	return errors.Join(
		os.WriteFile(c.key(), pem.EncodeToMemory(block), 0o600),
		os.WriteFile(c.tokens(), []byte("test,test,test,system:masters\n"), 0o600),
		os.WriteFile(c.Kubeconfig, []byte(kubeconfig), 0o600),
	)
}

func waitUntilReady(config *rest.Config) error {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	return wait.PollUntilContextTimeout(context.Background(), 200*time.Millisecond, startWithin, true,
		func(ctx context.Context) (bool, error) {
			_, err := client.RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
			return err == nil, nil
		})
}

// Stop ends the processes, last first, and removes all that they wrote.
func (c *Cluster) Stop() {
	for index := len(c.processes) - 1; index >= 0; index-- {
		process := c.processes[index]
		_ = process.Process.Kill()
		_ = process.Wait()
	}
	_ = os.RemoveAll(c.folder)
}

func freePorts(count int) ([]int, error) {
	var ports []int
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer func() { _ = listener.Close() }()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
