{{ define "lib.name" }}not read{{ end }}
