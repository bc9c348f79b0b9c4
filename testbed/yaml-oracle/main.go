// Oracle fills in what Helm's own libraries answer to the inputs of row files.
//
// A row file is named after the operation, with an optional suffix behind a dot
// (to-yaml.jsonl, to-yaml.random.jsonl). Each line is a JSON object with "in"; the
// oracle sets "out" or "error" and writes the file back. The versions in go.mod are
// those Helm's go.mod names.
//
// Usage: go run . DIRECTORY...
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"sigs.k8s.io/yaml"
	yamlv3 "sigs.k8s.io/yaml/goyaml.v3"
)

type row struct {
	In    json.RawMessage `json:"in"`
	Out   any             `json:"out,omitempty"`
	Error string          `json:"error,omitempty"`
}

var operations = map[string]func(json.RawMessage) (any, error){
	"to-yaml":        ofValue(func(v any) (any, error) { return text(yaml.Marshal(v)) }),
	"to-yaml-pretty": ofValue(toYamlPretty),
	"to-json":        ofValue(func(v any) (any, error) { return text(json.Marshal(v)) }),
	"to-raw-json":    ofValue(toRawJSON),
	"to-pretty-json": ofValue(func(v any) (any, error) { return text(json.MarshalIndent(v, "", "  ")) }),
	"to-toml":        ofValue(toToml),
	"from-yaml":      ofText(func(s string) (any, error) { var v any; err := yaml.Unmarshal([]byte(s), &v); return v, err }),
	"from-yaml-map": ofText(func(s string) (any, error) {
		v := map[string]any{}
		err := yaml.Unmarshal([]byte(s), &v)
		return v, err
	}),
	"from-yaml-array": ofText(func(s string) (any, error) { v := []any{}; err := yaml.Unmarshal([]byte(s), &v); return v, err }),
	"from-json":       ofText(func(s string) (any, error) { var v any; err := json.Unmarshal([]byte(s), &v); return v, err }),
	"from-json-map": ofText(func(s string) (any, error) {
		v := map[string]any{}
		err := json.Unmarshal([]byte(s), &v)
		return v, err
	}),
	"from-json-array": ofText(func(s string) (any, error) { v := []any{}; err := json.Unmarshal([]byte(s), &v); return v, err }),
	"from-toml": ofText(func(s string) (any, error) {
		v := map[string]any{}
		err := toml.Unmarshal([]byte(s), &v)
		return v, err
	}),
	"format-float":    ofText(formatFloat),
	"split-manifests": ofText(func(s string) (any, error) { return splitManifests(s), nil }),
}

func main() {
	for _, directory := range os.Args[1:] {
		files, err := filepath.Glob(filepath.Join(directory, "*.jsonl"))
		if err != nil {
			panic(err)
		}
		for _, file := range files {
			if err := record(file); err != nil {
				fmt.Fprintf(os.Stderr, "oracle: %s: %v\n", file, err)
				os.Exit(1)
			}
		}
	}
}

func record(file string) error {
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	operation, ok := operations[name]
	if !ok {
		return fmt.Errorf("no operation %q", name)
	}
	rows, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(bytes.NewReader(rows))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return fmt.Errorf("%s: %w", lines.Text(), err)
		}
		r.Out, r.Error = answer(operation, r.In)
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

func answer(operation func(json.RawMessage) (any, error), in json.RawMessage) (out any, problem string) {
	defer func() {
		if r := recover(); r != nil {
			out, problem = nil, fmt.Sprint(r)
		}
	}()
	out, err := operation(in)
	if err != nil {
		return nil, err.Error()
	}
	// JSON has no nil maps and slices.
	switch typed := out.(type) {
	case map[string]any:
		if typed == nil {
			out = map[string]any{}
		}
	case []any:
		if typed == nil {
			out = []any{}
		}
	}
	return out, ""
}

// ofValue decodes the input to what a template would hold: whole numbers are int64, those with
// a point or an exponent float64.
func ofValue(f func(any) (any, error)) func(json.RawMessage) (any, error) {
	return func(in json.RawMessage) (any, error) {
		decoder := json.NewDecoder(bytes.NewReader(in))
		decoder.UseNumber()
		var v any
		if err := decoder.Decode(&v); err != nil {
			return nil, err
		}
		return f(numbers(v))
	}
}

func ofText(f func(string) (any, error)) func(json.RawMessage) (any, error) {
	return func(in json.RawMessage) (any, error) {
		var s string
		if err := json.Unmarshal(in, &s); err != nil {
			return nil, err
		}
		return f(s)
	}
}

func numbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			v[key] = numbers(value)
		}
	case []any:
		for i, value := range v {
			v[i] = numbers(value)
		}
	case json.Number:
		if whole, err := v.Int64(); err == nil {
			return whole
		}
		float, _ := v.Float64()
		return float
	}
	return v
}

func text(data []byte, err error) (any, error) { return string(data), err }

func toYamlPretty(v any) (any, error) {
	var data bytes.Buffer
	encoder := yamlv3.NewEncoder(&data)
	encoder.SetIndent(2)
	err := encoder.Encode(v)
	return data.String(), err
}

func toRawJSON(v any) (any, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return strings.TrimSuffix(data.String(), "\n"), err
}

func toToml(v any) (any, error) {
	var data bytes.Buffer
	err := toml.NewEncoder(&data).Encode(v)
	return data.String(), err
}

// formatFloat gives the three forms of a float64 given by its bits in hexadecimal.
func formatFloat(s string) (any, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, err
	}
	asJSON, err := json.Marshal(f)
	return strconv.FormatFloat(f, 'g', -1, 64) + " " + strconv.FormatFloat(f, 'g', -1, 32) + " " + string(asJSON), err
}

var separator = regexp.MustCompile("(?:^|\\s*\n)---\\s*")

// splitManifests is Helm's releaseutil.SplitManifests with the documents in order.
func splitManifests(stream string) []string {
	documents := []string{}
	for _, document := range separator.Split(strings.TrimSpace(stream), -1) {
		if document != "" {
			documents = append(documents, strings.TrimSpace(document))
		}
	}
	return documents
}
