// Command rawapply is the floor that deploying is measured against: it applies the manifests of
// releases, tier by tier, with nothing between it and the API server, and waits for each tier.
//
// Usage: rawapply [-connections N] NAMESPACE TIER-DIR...
//
// A tier's directory holds one file of YAML documents a release. Each document is sent by one
// server-side apply over one of N connections; beside it, each release costs two Secrets of the size
// of a Helm record, as a tool that keeps releases must write. A tier is ready when all its
// Deployments are available. KUBECONFIG names the cluster. Prints the seconds it took.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

const recordBytes = 4000

var plurals = map[string]string{
	"Deployment": "apis/apps/v1/namespaces/%s/deployments", "Service": "api/v1/namespaces/%s/services",
	"ServiceAccount": "api/v1/namespaces/%s/serviceaccounts", "Secret": "api/v1/namespaces/%s/secrets",
	"ConfigMap": "api/v1/namespaces/%s/configmaps",
}

type cluster struct {
	client    *http.Client
	host      string
	namespace string
}

type object struct {
	path string
	body []byte
}

func main() {
	connections := flag.Int("connections", 16, "requests at once")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	check(err)
	config.QPS = -1
	client, err := rest.HTTPClientFor(config)
	check(err)
	c := cluster{client, strings.TrimSuffix(config.Host, "/"), flag.Arg(0)}
	start := time.Now()
	c.apply("api/v1/namespaces/"+c.namespace, []byte(`{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"`+c.namespace+`"}}`))
	for _, dir := range flag.Args()[1:] {
		c.tier(dir, *connections)
	}
	fmt.Printf("%.3f\n", time.Since(start).Seconds())
}

func (c cluster) tier(dir string, connections int) {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	check(err)
	work := make(chan object)
	var done sync.WaitGroup
	for i := 0; i < connections; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for o := range work {
				c.apply(o.path, o.body)
			}
		}()
	}
	deployments := map[string]bool{}
	for _, file := range files {
		release := strings.TrimSuffix(filepath.Base(file), ".yaml")
		for _, o := range c.documents(file, deployments) {
			work <- o
		}
		work <- c.record("raw." + release + ".pending")
		work <- c.record("raw." + release + ".deployed")
	}
	close(work)
	done.Wait()
	for !c.available(deployments) {
		time.Sleep(10 * time.Millisecond)
	}
}

func (c cluster) documents(file string, deployments map[string]bool) []object {
	text, err := os.ReadFile(file)
	check(err)
	var objects []object
	for _, document := range strings.Split(string(text), "\n---") {
		var head struct {
			Kind     string
			Metadata struct{ Name string }
		}
		check(yaml.Unmarshal([]byte(document), &head))
		if head.Kind == "" {
			continue
		}
		path, known := plurals[head.Kind]
		if !known {
			check(fmt.Errorf("rawapply knows no %s", head.Kind))
		}
		if head.Kind == "Deployment" {
			deployments[head.Metadata.Name] = true
		}
		body, err := yaml.YAMLToJSON([]byte(document))
		check(err)
		objects = append(objects, object{fmt.Sprintf(path, c.namespace) + "/" + head.Metadata.Name, body})
	}
	return objects
}

// record is a Secret that compresses as badly as a gzipped release.
func (c cluster) record(name string) object {
	noise := make([]byte, recordBytes)
	_, err := rand.Read(noise)
	check(err)
	body, err := json.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "Secret", "metadata": map[string]string{"name": name},
		"data": map[string]string{"release": base64.StdEncoding.EncodeToString(noise)},
	})
	check(err)
	return object{"api/v1/namespaces/" + c.namespace + "/secrets/" + name, body}
}

func (c cluster) apply(path string, body []byte) {
	url := c.host + "/" + path + "?fieldManager=raw&force=true"
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPatch, url, bytes.NewReader(body))
	check(err)
	request.Header.Set("Content-Type", "application/apply-patch+yaml")
	c.send(request)
}

func (c cluster) available(deployments map[string]bool) bool {
	url := c.host + "/apis/apps/v1/namespaces/" + c.namespace + "/deployments?resourceVersion=0"
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	check(err)
	var list struct {
		Items []struct {
			Metadata struct {
				Name       string
				Generation int64
			}
			Spec   struct{ Replicas int64 }
			Status struct{ ObservedGeneration, AvailableReplicas int64 }
		}
	}
	check(json.Unmarshal(c.send(request), &list))
	ready := 0
	for _, item := range list.Items {
		if deployments[item.Metadata.Name] && item.Status.ObservedGeneration == item.Metadata.Generation &&
			item.Status.AvailableReplicas >= item.Spec.Replicas {
			ready++
		}
	}
	return ready == len(deployments)
}

func (c cluster) send(request *http.Request) []byte {
	response, err := c.client.Do(request)
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode >= 300 {
		check(fmt.Errorf("%s: %s: %s", request.URL.Path, response.Status, body))
	}
	return body
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "rawapply:", err)
		os.Exit(1)
	}
}
