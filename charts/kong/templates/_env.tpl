{{/* What both the migrations and the gateway need to find the database. */}}
{{- define "kong.env" -}}
{{- $database := include "maglev.database" . | fromYaml -}}
- name: KONG_DATABASE
  value: postgres
- name: KONG_PG_HOST
  value: {{ $database.host | quote }}
- name: KONG_PG_PORT
  value: {{ $database.port | int | quote }}
- name: KONG_PG_DATABASE
  value: {{ $database.name | quote }}
- name: KONG_PG_USER
  value: {{ $database.name | quote }}
- name: KONG_PG_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $database.secret }}
      key: {{ $database.name }}-password
- name: KONG_PREFIX
  value: /kong
{{- end -}}
