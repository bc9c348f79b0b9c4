// Command renderbench times Helm 3.22's own rendering in one process.
//
// Usage: renderbench [-seconds N] CHART...
//
// For each chart it repeats two things for N seconds after as long a warm-up, and prints a line
// `CHART<tab>whole-ns<tab>engine-ns` of medians: "whole" is what `helm template` does (load the
// directory, process dependencies, coalesce values, render, sort manifests), "engine" is
// engine.Render alone on a loaded chart.
package main

import (
	"flag"
	"fmt"
	"os"
	"path"
	"sort"
	"strings"
	"time"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
)

func main() {
	seconds := flag.Float64("seconds", 5, "how long each is repeated")
	flag.Parse()
	span := time.Duration(*seconds * float64(time.Second))
	for _, dir := range flag.Args() {
		whole := median(span, func() { whole(dir) })
		ch, values := prepare(dir)
		only := median(span, func() { render(ch, values) })
		fmt.Printf("%s\t%d\t%d\n", dir, whole.Nanoseconds(), only.Nanoseconds())
	}
}

func prepare(dir string) (*chart.Chart, chartutil.Values) {
	ch, err := loader.Load(dir)
	check(err)
	check(chartutil.ProcessDependenciesWithMerge(ch, map[string]interface{}{}))
	values, err := chartutil.ToRenderValues(ch, map[string]interface{}{}, chartutil.ReleaseOptions{
		Name: "release-name", Namespace: "default", Revision: 1, IsInstall: true,
	}, chartutil.DefaultCapabilities)
	check(err)
	return ch, values
}

func render(ch *chart.Chart, values chartutil.Values) map[string]string {
	files, err := engine.Engine{}.Render(ch, values)
	check(err)
	return files
}

func whole(dir string) {
	ch, values := prepare(dir)
	files := render(ch, values)
	for name := range files {
		if strings.HasSuffix(name, "NOTES.txt") || strings.HasPrefix(path.Base(name), "_") {
			delete(files, name)
		}
	}
	hooks, manifests, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	check(err)
	var out strings.Builder
	for _, m := range manifests {
		fmt.Fprintf(&out, "---\n# Source: %s\n%s\n", m.Name, m.Content)
	}
	for _, h := range hooks {
		fmt.Fprintf(&out, "---\n# Source: %s\n%s\n", h.Path, h.Manifest)
	}
}

func median(span time.Duration, run func()) time.Duration {
	for start := time.Now(); time.Since(start) < span; {
		run()
	}
	var took []time.Duration
	for start := time.Now(); time.Since(start) < span || len(took) < 5; {
		before := time.Now()
		run()
		took = append(took, time.Since(before))
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return took[len(took)/2]
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "renderbench:", err)
		os.Exit(1)
	}
}
