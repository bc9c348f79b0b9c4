{{ define "h" }}
{{ required "need: .Values.x" .Values.x }}{{ end }}
