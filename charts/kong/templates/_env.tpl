{{/* What both the migrations and the gateway need to find the database. */}}
{{- define "kong.env" -}}
- name: KONG_DATABASE
  value: postgres
- name: KONG_PG_HOST
  value: {{ .Values.database.host | quote }}
- name: KONG_PG_PORT
  value: {{ .Values.database.port | int | quote }}
- name: KONG_PG_DATABASE
  value: {{ .Values.database.name | quote }}
- name: KONG_PG_USER
  value: {{ .Values.database.name | quote }}
- name: KONG_PG_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.database.secret }}
      key: {{ .Values.database.name }}-password
- name: KONG_PREFIX
  value: /kong
{{- end -}}
