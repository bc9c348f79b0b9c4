{{ define "sibling" }}s{{ end }}{{ define "sub.only" }}s{{ end }}{{ define "sub.wins" }}s{{ end }}{{ define "blank" }}s{{ end }}{{ define "grand" }}s{{ end }}
