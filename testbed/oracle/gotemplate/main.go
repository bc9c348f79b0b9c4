// Command gotemplate records what Go's own text/template makes of the templates in row files.
//
// Usage: gotemplate FILE...
//
// Each line of a file is `input -> "output"` or `input -> error "text"`; the part from the arrow on
// is rewritten in place. Empty lines and lines that start with # stay. An input that starts with a
// double quote is a Go string literal. The directory of a file tells what is recorded: parse, the
// tree's String; exec, the output with data.json of the same directory and the values and functions
// of data.go; set, the output of a set given as a JSON list: the name to execute, then names and
// texts in turn. A line `# missingkey=...` sets that option for the rest of the file.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"
)

const arrow = " -> "

func main() {
	for _, file := range os.Args[1:] {
		if err := record(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func record(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	kind := filepath.Base(filepath.Dir(file))
	option := "missingkey=zero"
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for i, line := range lines {
		if name, found := strings.CutPrefix(line, "# missingkey="); found {
			option = "missingkey=" + name
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		written, _, _ := strings.Cut(line, arrow)
		input, err := unquoted(written)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", file, i+1, err)
		}
		lines[i] = written + arrow + outcome(evaluate(kind, input, option, filepath.Dir(file)))
	}
	return os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

func unquoted(input string) (string, error) {
	if strings.HasPrefix(input, `"`) {
		return strconv.Unquote(input)
	}
	return input, nil
}

func outcome(output string, err error) string {
	if err != nil {
		return "error " + strconv.Quote(err.Error())
	}
	return strconv.Quote(output)
}

func evaluate(kind, input, option, dir string) (string, error) {
	root := template.New("root").Option(option).Funcs(functions)
	switch kind {
	case "parse":
		t, err := root.New("t").Parse(input)
		if err != nil {
			return "", err
		}
		return t.Tree.Root.String(), nil
	case "set":
		var texts []string
		if err := json.Unmarshal([]byte(input), &texts); err != nil {
			return "", err
		}
		for i := 1; i+1 < len(texts); i += 2 {
			if _, err := root.New(texts[i]).Parse(texts[i+1]); err != nil {
				return "", err
			}
		}
		return execute(root, texts[0], map[string]any{"x": "dot"})
	}
	if _, err := root.New("t").Parse(input); err != nil {
		return "", err
	}
	data, err := load(dir)
	if err != nil {
		return "", err
	}
	return execute(root, "t", data)
}

// execute returns no partial output beside an error.
func execute(set *template.Template, name string, data any) (string, error) {
	var out strings.Builder
	if err := set.ExecuteTemplate(&out, name, data); err != nil {
		return "", err
	}
	return out.String(), nil
}
