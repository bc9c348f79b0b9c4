// Command oracle records what Helm 3.22 makes of the inputs in row files.
//
// Usage: oracle FILE...
//
//	oracle serve
//
// With serve it answers, line by line, what the generated tests ask: see serve.go.
//
// Each line of a file is `input -> "output"` or `input -> error "text"`; the part from the arrow on
// is rewritten in place. Empty lines and lines that start with # stay. In a directory named func,
// the input is a template, rendered by Helm's own engine with values.json of the same directory as
// .Values; in one named version, it is a verb and its quoted arguments.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/engine"
)

const arrow = " -> "

func main() {
	zone, err := time.LoadLocation("Europe/Berlin")
	check(err)
	time.Local = zone
	if len(os.Args) == 2 && os.Args[1] == "serve" {
		check(serve(os.Stdin, os.Stdout))
		return
	}
	for _, file := range os.Args[1:] {
		check(record(file))
	}
}

func record(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return err
	}
	evaluate := version
	if filepath.Base(dir) == "func" {
		values, err := os.ReadFile(filepath.Join(dir, "values.json"))
		if err != nil {
			return err
		}
		evaluate = func(input string) (string, error) { return render("t", input, values) }
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		input, _, _ := strings.Cut(line, arrow)
		lines[i] = input + arrow + outcome(evaluate(input))
	}
	return os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

func outcome(output string, err error) string {
	if err != nil {
		return "error " + strconv.Quote(err.Error())
	}
	return strconv.Quote(output)
}

// render evaluates the template as the only one of a chart; values are decoded anew because
// templates may change them.
func render(name, input string, values []byte) (string, error) {
	var decoded map[string]interface{}
	if err := json.Unmarshal(values, &decoded); err != nil {
		return "", err
	}
	c := &chart.Chart{
		Metadata:  &chart.Metadata{Name: "c"},
		Templates: []*chart.File{{Name: name, Data: []byte(input)}},
	}
	out, err := engine.Render(c, map[string]interface{}{"Values": decoded})
	return out["c/"+name], err
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}
