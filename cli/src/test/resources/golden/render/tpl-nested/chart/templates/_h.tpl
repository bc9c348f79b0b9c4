{{ define "level.one" }}one({{ tpl .Values.two . }}){{ end }}
{{ define "level.two" }}two({{ tpl .Values.three . }}){{ end }}
{{ define "level.three" }}three({{ include "inner" . }}){{ end }}
{{ define "inner" }}plain{{ end }}
{{ define "with.tpl" }}{{ $root := index . 0 }}{{ tpl (index . 1) (dict "Values" $root.Values "Template" $root.Template "extra" "passed") }}{{ end }}
