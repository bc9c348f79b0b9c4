{{ define "same.depth" }}root deep/_a{{ end }}{{ define "deep.only" }}deep{{ end }}{{ define "sub.wins" }}root deep{{ end }}
