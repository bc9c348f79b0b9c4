package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// request is a line of input: a template, and values as JSON.
type request struct {
	Template string          `json:"template"`
	Values   json.RawMessage `json:"values"`
}

// answer is a line of output; bytes, since what a template prints need not be UTF-8.
type answer struct {
	Output []byte `json:"output,omitempty"`
	Error  []byte `json:"error,omitempty"`
}

// serve answers each line of in by one line of out, until in ends.
func serve(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	writer := json.NewEncoder(out)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			return err
		}
		if err := writer.Encode(evaluate(asked)); err != nil {
			return err
		}
	}
}

// evaluate renders; a panic in Helm's libraries is an answer too, not the end.
func evaluate(asked request) (told answer) {
	defer func() {
		if failure := recover(); failure != nil {
			told = answer{Error: []byte(fmt.Sprint("panic: ", failure))}
		}
	}()
	output, err := render("templates/t", asked.Template, asked.Values)
	if err != nil {
		return answer{Error: []byte(err.Error())}
	}
	return answer{Output: []byte(output)}
}
