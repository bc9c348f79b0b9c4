{{/*
Where the database is, as YAML of {host, port, name, secret}: what the chart is given, under what an
external provider of the capability database says.
*/}}
{{- define "maglev.database" -}}
{{- $external := ((.Values.global).external).database | default dict -}}
{{- toYaml (mergeOverwrite (deepCopy .Values.database) $external) -}}
{{- end -}}
