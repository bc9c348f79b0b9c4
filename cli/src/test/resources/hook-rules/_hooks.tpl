{{- /* What the rules are written in. name, hook; and weight, policy, fail, delay, spec where given. */ -}}
{{- define "head" }}
metadata:
  {{ .generate | default "name" }}: {{ .name | quote }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  annotations:
    helm.sh/hook: {{ .hook | quote }}
    {{- if hasKey . "weight" }}
    helm.sh/hook-weight: {{ .weight | quote }}
    {{- end }}
    {{- if hasKey . "policy" }}
    helm.sh/hook-delete-policy: {{ .policy | quote }}
    {{- end }}
    {{- if .keep }}
    helm.sh/resource-policy: keep
    {{- end }}
    {{- with .fail }}
    testbed.distro.maglev.io/fail: {{ . }}
    {{- end }}
    {{- with .delay }}
    testbed.distro.maglev.io/delay: {{ . }}
    {{- end }}
{{- end }}
{{- define "map" }}
---
apiVersion: v1
kind: {{ .kind | default "ConfigMap" }}
{{- template "head" . }}
{{- end }}
{{- define "pod" }}
---
apiVersion: v1
kind: Pod
{{- template "head" . }}
spec: { restartPolicy: Never, containers: [ { name: main, image: "example.test/hook:1" } ] }
{{- end }}
{{- define "job" }}
---
apiVersion: batch/v1
kind: Job
{{- template "head" . }}
spec:
  {{- with .spec }}
  {{ . }}
  {{- end }}
  {{- if not (contains "backoffLimit" (.spec | default "")) }}
  backoffLimit: 0
  {{- end }}
  template:
    metadata:
      annotations:
        testbed.distro.maglev.io/fail: {{ .fail | default "" | quote }}
        {{- with .delay }}
        testbed.distro.maglev.io/delay: {{ . }}
        {{- end }}
    spec: { restartPolicy: Never, containers: [ { name: main, image: "example.test/hook:1" } ] }
{{- end }}
