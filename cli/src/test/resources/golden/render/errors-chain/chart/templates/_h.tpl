{{ define "chain.required" }}{{ include "chain.two" . }}{{ end }}
{{ define "chain.two" }}
  {{- with .Values }}{{ include "chain.three" $ }}{{ end }}
{{ end }}
{{ define "chain.three" }}{{ required "three needs it" .Values.nope }}{{ end }}
{{ define "chain.fail" }}{{ template "chain.fail2" . }}{{ end }}
{{ define "chain.fail2" }}{{ range .Values.l }}{{ fail (printf "failed at %v" .) }}{{ end }}{{ end }}
{{ define "chain.nil" }}{{ template "chain.nil2" .Values }}{{ end }}
{{ define "chain.nil2" }}{{ .a.b.c }}{{ end }}
{{ define "chain.tpl" }}{{ tpl .Values.tplNested . }}{{ end }}
{{ define "case.required" }}{{ include "chain.required" . }}{{ end }}
{{ define "case.required-empty" }}{{ required "empty" "" }}{{ end }}
{{ define "case.required-falsy" }}v: {{ required "m" 0 }} {{ required "m" false }} {{ required "m" list }} {{ required "m" dict }}{{ end }}
{{ define "case.required-message" }}{{ required "line one\nline two: 'quoted' %d" nil }}{{ end }}
{{ define "case.required-piped" }}{{ .Values.nope | required (printf "%s is needed" "nope") | quote }}{{ end }}
{{ define "case.fail" }}{{ include "chain.fail" . }}{{ end }}
{{ define "case.fail-empty" }}{{ fail "" }}{{ end }}
{{ define "case.fail-percent" }}{{ fail "100% %s" }}{{ end }}
{{ define "case.nil" }}{{ include "chain.nil" . }}{{ end }}
{{ define "case.tpl-required" }}{{ tpl .Values.tplRequired . }}{{ end }}
{{ define "case.tpl-fail" }}{{ tpl .Values.tplFail . }}{{ end }}
{{ define "case.tpl-parse" }}{{ tpl .Values.tplParse . }}{{ end }}
{{ define "case.tpl-function" }}{{ tpl .Values.tplFunction . }}{{ end }}
{{ define "case.tpl-include" }}{{ tpl .Values.tplInclude . }}{{ end }}
{{ define "case.tpl-nested" }}{{ include "chain.tpl" . }}{{ end }}
{{ define "case.tpl-missing" }}{{ tpl .Values.tplMissing . }}{{ end }}
{{ define "case.tpl-not-text" }}{{ tpl .Values.m . }}{{ end }}
{{ define "case.tpl-nil" }}{{ tpl .Values.nope . }}{{ end }}
{{ define "case.include-nil" }}{{ include .Values.nope . }}{{ end }}
{{ define "case.include-self" }}{{ include "case.include-self" . }}{{ end }}
{{ define "case.field-of-text" }}{{ .Values.s.a }}{{ end }}
{{ define "case.field-of-list" }}{{ .Values.l.a }}{{ end }}
{{ define "case.field-of-number" }}{{ .Values.m.a.b }}{{ end }}
{{ define "case.field-of-nil" }}{{ .Values.nope.a }}{{ end }}
{{ define "case.field-of-nil-deep" }}{{ .Values.m.nope.a.b }}{{ end }}
{{ define "case.field-of-chain" }}{{ (index .Values "m").nope.a }}{{ end }}
{{ define "case.field-of-variable" }}{{ $v := .Values.nope }}{{ $v.a }}{{ end }}
{{ define "case.field-of-release" }}{{ .Release.Nope }}{{ end }}
{{ define "case.field-of-chart" }}{{ .Chart.Nope }}{{ end }}
{{ define "case.field-of-capabilities" }}{{ .Capabilities.Nope }}{{ end }}
{{ define "case.field-of-kube-version" }}{{ .Capabilities.KubeVersion.Nope }}{{ end }}
{{ define "case.field-of-files" }}{{ .Files.Nope }}{{ end }}
{{ define "case.field-of-template" }}{{ .Template.Nope }}{{ end }}
{{ define "case.field-of-root" }}v: {{ .Nope }}{{ end }}
{{ define "case.field-of-root-deep" }}{{ .Nope.a }}{{ end }}
{{ define "case.index-nil" }}{{ index .Values.nope "a" }}{{ end }}
{{ define "case.index-nil-none" }}v: {{ index .Values.nope }}{{ end }}
{{ define "case.index-range" }}{{ index .Values.l 2 }}{{ end }}
{{ define "case.index-negative" }}{{ index .Values.l -1 }}{{ end }}
{{ define "case.index-type" }}{{ index .Values.l "a" }}{{ end }}
{{ define "case.index-map-type" }}{{ index .Values.m 1 }}{{ end }}
{{ define "case.index-missing" }}v: {{ index .Values.m "b" }}{{ end }}
{{ define "case.index-missing-deep" }}{{ index .Values.m "b" "c" }}{{ end }}
{{ define "case.index-text" }}v: {{ index .Values.s 1 }}{{ end }}
{{ define "case.index-float" }}{{ index .Values.l 1.0 }}{{ end }}
{{ define "case.index-value" }}v: {{ index .Values.l .Values.m.a }}{{ end }}
{{ define "case.slice-range" }}{{ slice .Values.l 1 5 }}{{ end }}
{{ define "case.len-nil" }}{{ len .Values.nope }}{{ end }}
{{ define "case.len-number" }}{{ len 3 }}{{ end }}
{{ define "case.range-text" }}v: {{ range .Values.s }}{{ . }}{{ end }}{{ end }}
{{ define "case.range-bool" }}{{ range true }}{{ end }}{{ end }}
{{ define "case.eq-types" }}{{ eq 1 1.0 }}{{ end }}
{{ define "case.eq-value-int" }}{{ eq .Values.m.a 1 }}{{ end }}
{{ define "case.eq-maps" }}{{ eq .Values.m .Values.m }}{{ end }}
{{ define "case.eq-lists" }}{{ eq .Values.l .Values.l }}{{ end }}
{{ define "case.eq-nil" }}v: {{ eq .Values.nope nil }} {{ eq nil nil }} {{ eq .Values.nope .Values.nope2 }} {{ eq "a" nil }}{{ end }}
{{ define "case.eq-missing" }}v: {{ eq .Values.nope "a" }} {{ ne .Values.nope "a" }}{{ end }}
{{ define "case.eq-bool-text" }}{{ eq true "true" }}{{ end }}
{{ define "case.eq-one" }}{{ eq 1 }}{{ end }}
{{ define "case.lt-types" }}{{ lt 1 1.5 }}{{ end }}
{{ define "case.lt-value" }}{{ lt .Values.m.a 5 }}{{ end }}
{{ define "case.lt-nil" }}{{ lt .Values.nope 5 }}{{ end }}
{{ define "case.lt-bools" }}{{ lt true false }}{{ end }}
{{ define "case.gt-text-number" }}{{ gt "a" 1 }}{{ end }}
{{ define "case.and-second" }}{{ and true (fail "second") }}{{ end }}
{{ define "case.or-second" }}{{ or false (fail "second") }}{{ end }}
{{ define "case.and-skips" }}v: {{ and false (fail "never") }} {{ or 1 (fail "never") }} {{ or 0 "" 2 (fail "never") }} {{ and 1 0 (fail "never") }}{{ end }}
{{ define "case.and-argument" }}{{ and .Values.nope .Values.nope.deep }}{{ end }}
{{ define "case.and-skips-field" }}v: {{ if and .Values.nope (.Values.nope.deep) }}x{{ else }}y{{ end }}{{ end }}
{{ define "case.or-skips-field" }}v: {{ or .Values.s .Values.nope.deep }}{{ end }}
{{ define "case.not-two" }}{{ not 1 2 }}{{ end }}
{{ define "case.argument-count" }}{{ trunc 5 }}{{ end }}
{{ define "case.argument-many" }}{{ upper "a" "b" }}{{ end }}
{{ define "case.argument-type" }}{{ upper 1 }}{{ end }}
{{ define "case.argument-value-type" }}{{ upper .Values.m.a }}{{ end }}
{{ define "case.argument-nil" }}{{ upper .Values.nope }}{{ end }}
{{ define "case.argument-map" }}{{ upper .Values.m }}{{ end }}
{{ define "case.argument-list" }}{{ keys .Values.l }}{{ end }}
{{ define "case.argument-int" }}{{ indent "a" "b" }}{{ end }}
{{ define "case.argument-bool" }}{{ ternary 1 2 3 }}{{ end }}
{{ define "case.call-text" }}{{ call "a" }}{{ end }}
{{ define "case.not-function" }}{{ .Values.s "a" }}{{ end }}
{{ define "case.literal-arguments" }}{{ "a" "b" }}{{ end }}
{{ define "case.nil-command" }}{{ with $x := 1 }}{{ . }}{{ end }}{{ end }}
{{ define "case.template-missing" }}{{ template "none" . }}{{ end }}
{{ define "case.atoi" }}v: {{ atoi "x" }}{{ end }}
{{ define "case.toDate" }}{{ mustToDate "2006-01-02" "x" }}{{ end }}
{{ define "case.regex" }}{{ mustRegexMatch "(" "a" }}{{ end }}
{{ define "case.regex-panic" }}{{ regexMatch "(" "a" }}{{ end }}
{{ define "case.regex-replace" }}{{ regexReplaceAll "(?=a)" "a" "b" }}{{ end }}
{{ define "case.div-zero" }}{{ div 1 0 }}{{ end }}
{{ define "case.mod-zero" }}{{ mod 1 0 }}{{ end }}
{{ define "case.first-empty" }}v: {{ first list }}{{ end }}
{{ define "case.first-text" }}{{ first "a" }}{{ end }}
{{ define "case.last-nil" }}{{ last nil }}{{ end }}
{{ define "case.merge-nil" }}{{ merge .Values.nope (dict) }}{{ end }}
{{ define "case.dict-odd" }}v: {{ dict "a" 1 "b" }}{{ end }}
{{ define "case.dig-type" }}{{ dig "a" "b" "default" .Values.m }}{{ end }}
{{ define "case.get-nil" }}{{ get .Values.nope "a" }}{{ end }}
{{ define "case.has-text" }}{{ has "a" "abc" }}{{ end }}
{{ define "case.repeat-negative" }}{{ repeat -1 "a" }}{{ end }}
{{ define "case.substr" }}v: {{ substr 0 -1 "abc" }} {{ substr -1 2 "abc" }}{{ end }}
{{ define "case.substr-beyond" }}{{ substr 0 9 "abc" }}{{ end }}
{{ define "case.b64dec" }}v: {{ b64dec "!" }}{{ end }}
{{ define "case.semver" }}{{ semver "x" }}{{ end }}
{{ define "case.semver-compare" }}{{ semverCompare ">=x" "1.0.0" }}{{ end }}
{{ define "case.urlParse" }}{{ urlParse "a b://" }}{{ end }}
{{ define "case.mustToYaml" }}v: 1{{ end }}
{{ define "case.lookup-arguments" }}{{ lookup "v1" "Pod" }}{{ end }}
{{ define "case.mustToJson" }}{{ mustToJson .Values.m }}: 1{{ end }}
{{ define "case.slice-list" }}{{ slice .Values.l 3 }}{{ end }}
{{ define "case.fromJson" }}{{ mustFromJson "{" }}{{ end }}
{{ define "case.nested-parens" }}{{ ((.Values.m).a).b }}{{ end }}
{{ define "case.pipe-into-field" }}{{ "a" | .Values.s }}{{ end }}
{{ define "case.break-none" }}v: {{ range .Values.l }}{{ break }}{{ fail "never" }}{{ end }}{{ end }}
