{{ define "h" }}helper {{ .Release.Name }}{{ end }}
