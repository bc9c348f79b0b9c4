package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// Values is a named map type, as chartutil.Values is.
type Values map[string]interface{}

// Object has fields and methods.
type Object struct {
	Name  string
	Count int
	Inner map[string]interface{}
	Any   interface{}
}

func (o *Object) String() string                          { return "object " + o.Name }
func (o *Object) Hello() string                           { return "hello" }
func (o *Object) Greet(name string) string                { return "hello " + name }
func (o *Object) Add(a, b int) int                        { return a + b }
func (o *Object) Join(sep string, parts ...string) string { return strings.Join(parts, sep) }
func (o *Object) Fail() (string, error)                   { return "", errors.New("method failed") }
func (o *Object) Self() *Object                           { return o }
func (o *Object) Null() interface{}                       { return nil }

// load reads the data and adds values of types that JSON does not have.
func load(dir string) (map[string]interface{}, error) {
	text, err := os.ReadFile(filepath.Join(dir, "data.json"))
	if err != nil {
		return nil, err
	}
	var data map[string]interface{}
	if err := json.Unmarshal(text, &data); err != nil {
		return nil, err
	}
	data["Int"] = 7
	data["Int64"] = int64(42)
	data["Strings"] = []string{"a", "b"}
	data["Ints"] = []int{3, 1, 2}
	data["Lists"] = [][]interface{}{{"p"}, {1.5, nil}}
	data["StringMap"] = map[string]string{"k": "v"}
	data["Bytes"] = []byte("hi\n")
	data["Values"] = Values{"a": "b", "n": nil}
	data["Object"] = &Object{Name: "thing", Count: 3, Inner: map[string]interface{}{"x": "y"}}
	return data, nil
}

var functions = template.FuncMap{
	"str":      func(s string) string { return "<" + s + ">" },
	"integer":  func(i int) int { return i },
	"long":     func(i int64) int64 { return i },
	"float":    func(f float64) float64 { return f },
	"boolean":  func(b bool) bool { return b },
	"dictLen":  func(m map[string]interface{}) int { return len(m) },
	"listLen":  func(l []interface{}) int { return len(l) },
	"strsLen":  func(l []string) int { return len(l) },
	"smapLen":  func(m map[string]string) int { return len(m) },
	"bytesLen": func(b []byte) int { return len(b) },
	"echo":     func(v interface{}) interface{} { return v },
	"count":    func(v ...interface{}) int { return len(v) },
	"join":     func(sep string, parts ...string) string { return strings.Join(parts, sep) },
	"add3":     func(a, b, c int) int { return a + b + c },
	"fail":     func(message string) (string, error) { return "", errors.New(message) },
	"null":     func() interface{} { return nil },
	"zero":     func() string { return "zero" },
	"mkdict":   func() map[string]interface{} { return map[string]interface{}{"made": "up"} },
	"typeOf":   func(v interface{}) string { return fmt.Sprintf("%T", v) },
	"nildict":  func() map[string]interface{} { return nil },
	"set": func(m map[string]interface{}, key string, value interface{}) string {
		m[key] = value
		return ""
	},
}
