{{ define "who" }}sub{{ end }}{{ define "only" }}subonly{{ end }}
