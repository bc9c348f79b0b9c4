package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// version evaluates `verb ["argument", ...]`.
func version(input string) (string, error) {
	verb, rest, _ := strings.Cut(input, " ")
	var args []string
	if err := json.Unmarshal([]byte(rest), &args); err != nil {
		return "", err
	}
	switch verb {
	case "parse":
		return text(semver.NewVersion(args[0]))
	case "strict":
		return text(semver.StrictNewVersion(args[0]))
	case "compare":
		return fmt.Sprint(semver.MustParse(args[0]).Compare(semver.MustParse(args[1]))), nil
	case "range":
		c, err := semver.NewConstraint(args[0])
		if err != nil {
			return "", err
		}
		return c.String(), nil
	case "check":
		return matches(args[0], args[1])
	}
	return "", fmt.Errorf("unknown verb %s", verb)
}

func text(v *semver.Version, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return v.String(), nil
}

// matches tells whether the range holds the version and, if not, why.
func matches(constraint, version string) (string, error) {
	c, err := semver.NewConstraint(constraint)
	if err != nil {
		return "", err
	}
	v, err := semver.NewVersion(version)
	if err != nil {
		return "", err
	}
	_, reasons := c.Validate(v)
	lines := []string{fmt.Sprint(c.Check(v))}
	for _, reason := range reasons {
		lines = append(lines, reason.Error())
	}
	return strings.Join(lines, "\n"), nil
}
