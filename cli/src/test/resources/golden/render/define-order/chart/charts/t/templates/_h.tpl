{{ define "sibling" }}t{{ end }}{{ define "grand" }}t{{ end }}
