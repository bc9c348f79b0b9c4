{{ define "lib2.overrides" }}{{ include "lib2.hook" . }}{{ end }}{{ define "lib2.hook" }}the library's{{ end }}
