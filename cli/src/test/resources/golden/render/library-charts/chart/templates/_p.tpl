{{ define "c.part" }}
metadata: {labels: {own: "yes"}}
spec: {replicas: 2}
{{ end }}
{{ define "lib2.hook" }}the chart's{{ end }}
