package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// serveLogs plays the part of every kubelet that the API server asks for logs: a
// container has written what its Pod's `logs` annotation says.
func (c *cluster) serveLogs(ctx context.Context) {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", c.containerLogs)
	server := &http.Server{Handler: routes, ReadHeaderTimeout: time.Minute}
	go func() {
		if err := server.ServeTLS(c.kubelet, c.path("server.crt"), c.path("server.key")); ctx.Err() == nil {
			fmt.Fprintf(os.Stderr, "testbed: logs: %v\n", err)
		}
	}()
}

func (c *cluster) containerLogs(w http.ResponseWriter, r *http.Request) {
	name, container := r.PathValue("pod"), r.PathValue("container")
	pod, err := c.api.CoreV1().Pods(r.PathValue("namespace")).Get(r.Context(), name, meta.GetOptions{})
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	if reason := neverRan(pod, container); reason != "" {
		// the kubelet's own words, for clients print them
		http.Error(w, fmt.Sprintf("container %q in pod %q is waiting to start: %s", container, name, reason), http.StatusBadRequest)
		return
	}
	fmt.Fprint(w, logText(pod, container, r.URL.Query().Get))
}

// neverRan gives the reason why a container has no log at all, or "" if it has run.
func neverRan(pod *core.Pod, container string) string {
	for _, status := range pod.Status.ContainerStatuses {
		if status.Name != container {
			continue
		}
		if status.State.Waiting != nil && status.RestartCount == 0 {
			return status.State.Waiting.Reason
		}
		return ""
	}
	for _, status := range pod.Status.InitContainerStatuses {
		if status.Name == container {
			return ""
		}
	}
	return "ContainerCreating"
}

// logText applies the options that clients use: tailLines, timestamps and limitBytes.
func logText(pod *core.Pod, container string, option func(string) string) string {
	text, given := pod.Annotations[annotation("logs")]
	if !given {
		text = fmt.Sprintf("testbed: simulated container '%s'", container)
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if tail, err := strconv.Atoi(option("tailLines")); err == nil {
		lines = lines[max(0, len(lines)-tail):]
	}
	var out strings.Builder
	for _, line := range lines {
		if option("timestamps") == "true" {
			out.WriteString(pod.CreationTimestamp.UTC().Format(time.RFC3339Nano) + " ")
		}
		out.WriteString(line + "\n")
	}
	if limit, err := strconv.Atoi(option("limitBytes")); err == nil && limit < out.Len() {
		return out.String()[:limit]
	}
	return out.String()
}
