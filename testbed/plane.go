package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// plane is one control plane: its directory, its ports and its running programs.
// Everything it leaves behind is in dir.
type plane struct {
	dir     string
	nodes   int
	token   string
	port    int
	kubelet net.Listener
	running []*exec.Cmd
	died    chan string
	ended   sync.WaitGroup
}

func newPlane(dir string, nodes int) *plane {
	return &plane{dir: dir, nodes: nodes, died: make(chan string, 8)}
}

func (p *plane) path(name string) string { return filepath.Join(p.dir, name) }

func (p *plane) url() string { return fmt.Sprintf("https://127.0.0.1:%d", p.port) }

func (p *plane) kubeconfig() string { return p.path("kubeconfig") }

// start returns when the plane is fit for use: its API server is ready, its nodes
// take Pods, and the default ServiceAccount exists. The caller stops it on error too.
// What it does for its cluster it does until ctx ends.
func (p *plane) start(ctx context.Context, limit time.Duration) error {
	late := fmt.Errorf("timed out after %s", limit)
	waiting, cancel := context.WithTimeoutCause(ctx, limit, late)
	defer cancel()
	if err := p.prepare(); err != nil {
		return err
	}
	if err := errors.Join(p.run("etcd", p.etcd()), p.run("kube-apiserver", p.apiServer())); err != nil {
		return err
	}
	cluster, err := newCluster(p)
	if err != nil {
		return err
	}
	if err := p.await(waiting, "the API server", cluster.serverReady); err != nil {
		return err
	}
	cluster.serveLogs(ctx)
	err = errors.Join(
		p.run("kube-controller-manager", p.controllerManager()),
		p.run("kube-scheduler", p.scheduler()),
		p.run("kwok", p.kwok()),
		cluster.provisionVolumes(ctx),
		cluster.createStorageClass(ctx),
		cluster.createNodes(ctx))
	if err != nil {
		return err
	}
	return p.await(waiting, "the nodes and the default ServiceAccount", cluster.usable)
}

func (p *plane) prepare() error {
	var err error
	p.token = rand.Text()
	if p.kubelet, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	if p.port, err = freePort(); err != nil {
		return err
	}
	config, err := kwokConfig()
	if err != nil {
		return err
	}
	return errors.Join(
		os.MkdirAll(p.path("log"), 0o700),
		writeCertificates(p.dir),
		os.WriteFile(p.path("kwok.yaml"), []byte(config), 0o600),
		os.WriteFile(p.path("tokens.csv"), []byte(p.token+",admin,admin,system:masters\n"), 0o600),
		os.WriteFile(p.kubeconfig(), []byte(p.kubeconfigText()), 0o600))
}

func (p *plane) kubeconfigText() string {
	return fmt.Sprintf(`apiVersion: v1
kind: Config
clusters:
- name: testbed
  cluster: { server: %q, certificate-authority: %q }
users:
- name: admin
  user: { token: %q }
contexts:
- name: testbed
  context: { cluster: testbed, user: admin }
current-context: testbed
`, p.url(), p.path("ca.crt"), p.token)
}

// etcd listens on sockets in the directory only: nothing else can reach it, and no
// port is taken. It insists on HOST:PORT in some URLs; `peer:1` is just a file name.
func (p *plane) etcd() []string {
	return []string{
		"--data-dir", p.path("etcd"), "--unsafe-no-fsync", "--log-level", "warn",
		"--listen-client-urls", "unix://" + p.path("etcd.sock"),
		"--advertise-client-urls", "unix://client:1", // nobody asks
		"--listen-peer-urls", "unix://peer:1", "--initial-advertise-peer-urls", "unix://peer:1",
		"--initial-cluster", "default=unix://peer:1",
	}
}

func (p *plane) apiServer() []string {
	return []string{
		"--etcd-servers", "unix://" + p.path("etcd.sock"),
		"--bind-address", "127.0.0.1", "--secure-port", strconv.Itoa(p.port),
		"--advertise-address", "192.0.2.2", // any address that is no loopback; nothing connects to it
		"--tls-cert-file", p.path("server.crt"), "--tls-private-key-file", p.path("server.key"),
		"--token-auth-file", p.path("tokens.csv"), "--authorization-mode", "RBAC",
		"--service-account-issuer", "https://kubernetes.default.svc",
		"--service-account-key-file", p.path("sa.pub"),
		"--service-account-signing-key-file", p.path("sa.key"),
		"--service-cluster-ip-range", "10.96.0.0/16", "--allow-privileged",
		"--kubelet-preferred-address-types", "InternalIP",
	}
}

// raised are the clients' limits under which a tool is measured rather than the
// controllers' throttling of themselves.
var raised = []string{"--kube-api-qps", "1000", "--kube-api-burst", "2000"}

func (p *plane) controllerManager() []string {
	return append([]string{
		"--kubeconfig", p.kubeconfig(), "--leader-elect=false", "--secure-port", "0",
		"--controllers", "*,-nodeipam,-route,-cloud-node-lifecycle",
		"--service-account-private-key-file", p.path("sa.key"), "--root-ca-file", p.path("ca.crt"),
		"--use-service-account-credentials",
		"--concurrent-deployment-syncs", "20", "--concurrent-replicaset-syncs", "20",
		"--concurrent-statefulset-syncs", "20", "--concurrent-job-syncs", "20",
		"--node-monitor-grace-period", "10m", // a busy machine must not lose its nodes
	}, raised...)
}

func (p *plane) scheduler() []string {
	return append([]string{"--kubeconfig", p.kubeconfig(), "--leader-elect=false", "--secure-port", "0"}, raised...)
}

func (p *plane) kwok() []string {
	return []string{
		"--kubeconfig", p.kubeconfig(), "--config", p.path("kwok.yaml"), "--node-ip", "127.0.0.1",
		"--manage-nodes-with-annotation-selector", "kwok.x-k8s.io/node=fake",
	}
}

// run starts one of this binary's programs; its output goes to log/NAME.log.
// The program dies with this process, however that ends (where the system can).
func (p *plane) run(name string, args []string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.OpenFile(p.logOf(name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(self, append([]string{name}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.dir, log, log
	cmd.Env = []string{"HOME=" + p.dir, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + p.dir}
	cmd.SysProcAttr = dieWithParent()
	if err := cmd.Start(); err != nil {
		return err
	}
	p.running = append(p.running, cmd)
	p.ended.Go(func() {
		_ = cmd.Wait()
		p.died <- name
	})
	return nil
}

func (p *plane) logOf(name string) string { return p.path("log/" + name + ".log") }

// await polls until check succeeds; a program's death or the context's end is an error.
func (p *plane) await(ctx context.Context, what string, check func(context.Context) error) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		last := check(ctx)
		if last == nil {
			return nil
		}
		select {
		case name := <-p.died:
			return p.deathOf(name)
		case <-ctx.Done():
			return fmt.Errorf("%w while waiting for %s (%v)", context.Cause(ctx), what, last)
		case <-tick.C:
		}
	}
}

// deathOf is the error for a program that ended by itself, with the end of its log.
func (p *plane) deathOf(name string) error {
	text, _ := os.ReadFile(p.logOf(name))
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return fmt.Errorf("%s ended:\n  %s", name, strings.Join(lines[max(0, len(lines)-10):], "\n  "))
}

// stop kills the programs, for their state is of no use to anyone, and removes it.
func (p *plane) stop() error {
	for _, cmd := range p.running {
		_ = cmd.Process.Signal(syscall.SIGKILL)
	}
	p.ended.Wait()
	return os.RemoveAll(p.dir)
}

// freePort asks the system for a port of the loopback address that nobody uses.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return portOf(listener), nil
}

func portOf(listener net.Listener) int { return listener.Addr().(*net.TCPAddr).Port }
