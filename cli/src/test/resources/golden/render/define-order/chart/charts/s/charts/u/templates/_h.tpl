{{ define "grand" }}u{{ end }}{{ define "sibling" }}u{{ end }}
