{{ define "who" }}root-b{{ end }}{{ define "blank" }} {{ end }}
