{{ define "h" }}outer{{ end }}
