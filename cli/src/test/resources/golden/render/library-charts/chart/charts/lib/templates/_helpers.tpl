{{ define "lib.configmap" -}}
kind: ConfigMap
metadata: {name: {{ .name }}, chart: {{ .root.Chart.Name }}, base: {{ .root.Template.BasePath }}}
{{- end }}
