{{ define "from.helper" }}h{{ end }}
