{{ define "same.depth" }}root _z{{ end }}
