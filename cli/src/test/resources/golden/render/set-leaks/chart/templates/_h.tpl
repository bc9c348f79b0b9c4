{{ define "bump" }}{{ $_ := set .Values "counter" (add1 .Values.counter) }}{{ end }}
{{ define "log" }}{{ $_ := set .Values.m "log" (append (.Values.m.log | default list) .Template.Name) }}{{ end }}
