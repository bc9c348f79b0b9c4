{{ define "same.depth" }}root _a{{ end }}{{ define "from.a" }}a{{ end }}
