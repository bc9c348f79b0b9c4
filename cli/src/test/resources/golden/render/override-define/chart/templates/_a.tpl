{{ define "who" }}root-a{{ end }}
