package main

import (
	_ "embed"
	"strings"
	"text/template"

	nodeready "sigs.k8s.io/kwok/kustomize/stage/node/fast"
	nodeheartbeat "sigs.k8s.io/kwok/kustomize/stage/node/heartbeat"
)

//go:embed stages.yaml.tmpl
var stagesTemplate string

// podStage is one step in a simulated Pod's life: when it is taken and the
// status that the Pod then has. When and Delayed are jq over the Pod; When may
// use $fail, $ends (the restart policy lets it complete), $phase and $started.
type podStage struct {
	Name, When, Delayed                  string
	Phase, Ready                         string
	State, Reason, Message               string
	Restarts, ExitCode                   int
	EventType, EventReason, EventMessage string
}

const (
	always   = "true"
	forever  = `.spec.restartPolicy == "Always"`
	complete = `.spec.restartPolicy != "Always"`
)

var podStages = []podStage{
	{
		Name: "run", When: `$phase == "Pending" and $fail == ""`, Delayed: forever,
		Phase: "Running", Ready: "True", State: "running",
	},
	{
		Name: "complete", When: `$phase == "Running" and $ends and $fail == ""`, Delayed: complete,
		Phase: "Succeeded", Ready: "False", State: "terminated", Reason: "Completed",
	},
	{
		Name: "exit-1", When: `$phase == "Pending" and $ends and $fail == "exit-1"`, Delayed: always,
		Phase: "Failed", Ready: "False", State: "terminated", Reason: "Error", ExitCode: 1,
	},
	{
		Name: "crash-loop", When: `$phase == "Pending" and $fail == "crash-loop"`, Delayed: always,
		Phase: "Running", Ready: "False", State: "waiting", Reason: "CrashLoopBackOff", Restarts: 4,
		Message:   "back-off 1m20s restarting failed container of image %q",
		EventType: "Warning", EventReason: "BackOff", EventMessage: "Back-off restarting failed container",
	},
	{
		Name: "image-pull", When: `$phase == "Pending" and ($started | not) and $fail == "image-pull"`, Delayed: always,
		Phase: "Pending", Ready: "False", State: "waiting", Reason: "ImagePullBackOff",
		Message:   "Back-off pulling image %q: not found",
		EventType: "Warning", EventReason: "Failed", EventMessage: "Failed to pull image: not found",
	},
	{
		Name: "config-error", When: `$phase == "Pending" and ($started | not) and $fail == "config-error"`, Delayed: always,
		Phase: "Pending", Ready: "False", State: "waiting", Reason: "CreateContainerConfigError",
		Message:   "configmap \"missing\" not found for image %q",
		EventType: "Warning", EventReason: "Failed", EventMessage: "Error: configmap \"missing\" not found",
	},
	{
		Name: "never-ready", When: `$phase == "Pending" and $fail == "never-ready"`, Delayed: always,
		Phase: "Running", Ready: "False", State: "running",
		EventType: "Warning", EventReason: "Unhealthy", EventMessage: "Readiness probe failed: connection refused",
	},
}

// kwokConfig returns the file for kwok's --config: its own node stages and our Pod stages.
func kwokConfig() (string, error) {
	parsed, err := template.New("stages").Delims("[[", "]]").Parse(stagesTemplate)
	if err != nil {
		return "", err
	}
	var ours strings.Builder
	if err := parsed.Execute(&ours, podStages); err != nil {
		return "", err
	}
	return strings.Join([]string{nodeready.DefaultNodeInit, nodeheartbeat.DefaultNodeHeartbeat, ours.String()}, "\n---\n"), nil
}
