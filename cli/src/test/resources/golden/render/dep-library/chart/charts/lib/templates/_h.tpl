{{ define "lib.cm" -}}
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}-{{ .Release.Name }}
{{- end }}
