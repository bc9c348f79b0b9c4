{{/* An image reference from {registry, repository, tag, digest}; a digest wins over the tag. */}}
{{- define "maglev.image" -}}
{{- $name := printf "%s/%s" .registry .repository -}}
{{- if .digest -}}
{{- printf "%s@%s" $name .digest -}}
{{- else -}}
{{- printf "%s:%s" $name (required (printf "image %s needs a tag or a digest" $name) .tag) -}}
{{- end -}}
{{- end -}}

{{/* A Pod's security context that the restricted Pod security standard accepts. Takes the user id. */}}
{{- define "maglev.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The same of a container. */}}
{{- define "maglev.containerSecurityContext" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Spreads the Pods of one workload over nodes, as far as there are some. */}}
{{- define "maglev.spread" -}}
- maxSkew: 1
  topologyKey: kubernetes.io/hostname
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "maglev.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/*
A value of a generated Secret that outlives upgrades, roll-backs and re-installs: what the cluster
has, else what the operator gave, else a new random one. Takes {root, name, key, given}. Base64.
*/}}
{{- define "maglev.keptSecret" -}}
{{- $live := lookup "v1" "Secret" .root.Release.Namespace .name -}}
{{- $data := get $live "data" | default dict -}}
{{- if hasKey $data .key -}}
{{- get $data .key -}}
{{- else if .given -}}
{{- b64enc .given -}}
{{- else -}}
{{- randAlphaNum 32 | b64enc -}}
{{- end -}}
{{- end -}}
