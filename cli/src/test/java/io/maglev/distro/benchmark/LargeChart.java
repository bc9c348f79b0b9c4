package io.maglev.distro.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a chart of the shape and size of the big monitoring charts: many files of alerting rules
 * whose own braces are escaped, dashboards as long blocks of JSON, workloads that pour values
 * through {@code toYaml}, and names made by helpers. Always the same. Needs the JDK only, so that
 * {@code scripts/bench-micro} runs it from source.
 *
 * @param dir the chart's directory
 */
record LargeChart(Path dir) {
  private static final int RULE_FILES = 35;
  private static final int RULES = 12;
  private static final int DASHBOARDS = 28;
  private static final int PANELS = 40;
  private static final int WORKLOADS = 24;

  /**
   * Writes one.
   *
   * @param args the directory
   */
  public static void main(String... args) throws IOException {
    new LargeChart(Path.of(args[0])).write();
  }

  /** Writes all files. */
  void write() throws IOException {
    put("Chart.yaml", "apiVersion: v2\nname: monitoring\nversion: 1.0.0\n");
    put("values.yaml", values());
    put("templates/_helpers.tpl", HELPERS);
    for (int index = 0; index < RULE_FILES; index++) {
      put("templates/rules/rules-%d.yaml".formatted(index), ruleFile(index));
    }
    for (int index = 0; index < DASHBOARDS; index++) {
      put("templates/dashboards/board-%d.yaml".formatted(index), dashboard(index));
    }
    for (int index = 0; index < WORKLOADS; index++) {
      String name = "component%d".formatted(index);
      put("templates/%s/workload.yaml".formatted(name), WORKLOAD.replace("NAME", name));
      put("templates/%s/monitor.yaml".formatted(name), MONITOR.replace("NAME", name));
    }
  }

  private void put(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String repeated(int count, java.util.function.IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
  }

  private static String values() {
    return """
    fullnameOverride: ""
    commonLabels: { team: platform }
    global: { imageRegistry: registry.example.org, rbac: { create: true } }
    defaultRules: { create: true, appNamespace: ".*", labels: {}, annotations: {}, disabled: {} }
    dashboards: { enabled: true, label: dashboard, annotations: {} }
    """
        + repeated(WORKLOADS, index -> COMPONENT_VALUES.replace("NAME", "component" + index));
  }

  private static String ruleFile(int index) {
    return RULES_HEAD.replace("NAME", "group-%d".formatted(index))
        + repeated(RULES, rule -> RULE.replace("NAME", "Alert%dOf%d".formatted(rule, index)))
        + "{{- end }}\n";
  }

  private static String dashboard(int index) {
    return DASHBOARD_HEAD.replace("NAME", "board-%d".formatted(index))
        + "      \"panels\": [\n"
        + repeated(PANELS, panel -> PANEL.formatted(panel, panel * 7 % 24, index))
        + "        {}\n      ]\n    }\n{{- end }}\n";
  }

  private static final String HELPERS =
      """
      {{- define "monitoring.fullname" -}}
      {{- if .Values.fullnameOverride -}}
      {{- .Values.fullnameOverride | trunc 26 | trimSuffix "-" -}}
      {{- else -}}
      {{- printf "%s-%s" .Release.Name .Chart.Name | trunc 26 | trimSuffix "-" -}}
      {{- end -}}
      {{- end }}
      {{- define "monitoring.labels" }}
      app.kubernetes.io/managed-by: {{ .Release.Service }}
      app.kubernetes.io/instance: {{ $.Release.Name | quote }}
      app.kubernetes.io/version: "{{ replace "+" "_" .Chart.Version }}"
      chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
      {{- if .Values.commonLabels }}
      {{ toYaml .Values.commonLabels }}
      {{- end }}
      {{- end }}
      {{- define "monitoring.image" -}}
      {{- $registry := .root.Values.global.imageRegistry | default .image.registry -}}
      {{- if .image.sha -}}
      {{ $registry }}/{{ .image.repository }}:{{ .image.tag }}@sha256:{{ .image.sha }}
      {{- else -}}
      {{ $registry }}/{{ .image.repository }}:{{ .image.tag }}
      {{- end -}}
      {{- end }}
      """;

  private static final String COMPONENT_VALUES =
      """
      NAME:
        enabled: true
        replicas: 2
        image: { registry: quay.example.org, repository: monitoring/NAME, tag: v1.2.3, sha: "" }
        # What the pods may use.
        resources:
          requests: { cpu: 100m, memory: 128Mi }
          limits: { cpu: "1", memory: 512Mi }
        podAnnotations: { example.org/scrape: "true", example.org/port: "8080" }
        args: [--log.level=info, "--web.listen-address=:8080", --storage.retention=10d]
        env:
          - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
          - { name: MODE, value: "on" }
          - { name: SINCE, value: "2024-01-01" }
        config: |
          route:
            receiver: "null"
            group_by: [namespace, alertname]
        securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 2000 }
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  topologyKey: kubernetes.io/hostname
                  labelSelector: { matchLabels: { app: NAME } }
        tolerations: []
        serviceMonitor: { interval: 30s, path: /metrics, relabelings: [], metricRelabelings: [] }
        ingress:
          enabled: true
          hosts: [NAME.example.org, NAME.internal.example.org]
          annotations: { example.org/rewrite: "/", example.org/body-size: "0" }
      """;

  private static final String RULES_HEAD =
      """
      {{- $target := default "" .Values.kubeTargetVersionOverride }}
      {{- if and .Values.defaultRules.create (not (hasKey .Values.defaultRules.disabled "NAME")) }}
      apiVersion: monitoring.example.com/v1
      kind: Rule
      metadata:
        name: {{ printf "%s-%s" (include "monitoring.fullname" .) "NAME" | trunc 63 | trimSuffix "-" }}
        namespace: {{ .Release.Namespace }}
        labels:
          app: {{ template "monitoring.fullname" . }}
      {{ include "monitoring.labels" . | indent 4 }}
      {{- if .Values.defaultRules.labels }}
      {{ toYaml .Values.defaultRules.labels | indent 4 }}
      {{- end }}
      {{- if .Values.defaultRules.annotations }}
        annotations:
      {{ toYaml .Values.defaultRules.annotations | indent 4 }}
      {{- end }}
      spec:
        groups:
        - name: NAME
          rules:
      """;

  private static final String RULE =
      """
      {{- if not (.Values.defaultRules.disabled.NAME | default false) }}
          - alert: NAME
            annotations:
      {{- if .Values.defaultRules.annotations }}
      {{ toYaml .Values.defaultRules.annotations | indent 8 }}
      {{- end }}
              description: '{{`{{`}} $labels.namespace {{`}}`}}/{{`{{`}} $labels.pod {{`}}`}} has been in a bad state for longer than 15 minutes: {{`{{ $value | humanizePercentage }}`}}.'
              runbook_url: {{ .Values.defaultRules.runbookUrl | default "https://runbooks.example.org" }}/name
              summary: Something is wrong with a pod.
            expr: |-
              sum by (namespace, pod, cluster) (
                max by (namespace, pod, cluster) (
                  kube_pod_status_phase{job="kube-state-metrics", namespace=~"{{ $.Values.defaultRules.appNamespace }}", phase=~"Pending|Unknown|Failed"}
                ) * on (namespace, pod, cluster) group_left(owner_kind) topk by (namespace, pod, cluster) (
                  1, max by (namespace, pod, owner_kind, cluster) (kube_pod_owner{owner_kind!="Job"})
                )
              ) > 0
            for: {{ dig "NAME" "for" "15m" .Values.defaultRules }}
            labels:
              severity: {{ dig "NAME" "severity" "warning" .Values.defaultRules }}
      {{- with .Values.commonLabels }}
      {{ toYaml . | indent 8 }}
      {{- end }}
      {{- end }}
      """;

  private static final String DASHBOARD_HEAD =
      """
      {{- if and .Values.dashboards.enabled (ne .Release.Name "") }}
      apiVersion: v1
      kind: ConfigMap
      metadata:
        namespace: {{ .Release.Namespace }}
        name: {{ printf "%s-%s" (include "monitoring.fullname" $) "NAME" | trunc 63 | trimSuffix "-" }}
        annotations:
      {{ toYaml .Values.dashboards.annotations | indent 4 }}
        labels:
          {{ $.Values.dashboards.label }}: "1"
      {{ include "monitoring.labels" $ | indent 4 }}
      data:
        NAME.json: |-
          {
            "editable": true, "title": "NAME", "timezone": "{{ .Values.dashboards.timezone | default "utc" }}",
      """;

  private static final String PANEL =
      """
              {
                "id": %1$d, "type": "timeseries", "gridPos": { "h": 7, "w": 12, "x": %2$d, "y": %1$d },
                "datasource": { "type": "prometheus", "uid": "${datasource}" },
                "fieldConfig": { "defaults": { "unit": "short", "custom": { "fillOpacity": 10, "showPoints": "never" } } },
                "options": { "legend": { "asTable": true, "calcs": ["lastNotNull"], "displayMode": "table" } },
                "targets": [
                  {
                    "expr": "sum(rate(container_network_receive_bytes_total{cluster=\\"$cluster\\", namespace=~\\".+\\", board=\\"%3$d\\"}[$__rate_interval])) by (pod)",
                    "legendFormat": "{{`{{`}} pod {{`}}`}}"
                  }
                ],
                "title": "Receive bandwidth %1$d"
              },
      """;

  private static final String WORKLOAD =
      """
      {{- $component := .Values.NAME }}
      {{- if $component.enabled }}
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ template "monitoring.fullname" . }}-NAME
        labels:
          app: NAME
      {{ include "monitoring.labels" . | indent 4 }}
      spec:
        replicas: {{ $component.replicas }}
        selector:
          matchLabels: { app: NAME }
        template:
          metadata:
            labels:
              app: NAME
              {{- include "monitoring.labels" . | nindent 8 }}
            annotations:
              checksum/config: {{ $component.config | sha256sum }}
              {{- with $component.podAnnotations }}
              {{- toYaml . | nindent 8 }}
              {{- end }}
          spec:
            containers:
              - name: NAME
                image: {{ include "monitoring.image" (dict "root" . "image" $component.image) | quote }}
                args:
                {{- range $component.args }}
                  - {{ tpl . $ | quote }}
                {{- end }}
                env: {{- toYaml $component.env | nindent 12 }}
                resources: {{- toYaml $component.resources | nindent 12 }}
            {{- with $component.affinity }}
            affinity: {{- toYaml . | nindent 8 }}
            {{- end }}
            {{- with $component.tolerations }}
            tolerations: {{- toYaml . | nindent 8 }}
            {{- end }}
            securityContext: {{- toYaml $component.securityContext | nindent 8 }}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: {{ template "monitoring.fullname" . }}-NAME
      data:
        config.yaml: |
          {{- tpl $component.config . | nindent 4 }}
      {{- end }}
      """;

  private static final String MONITOR =
      """
      {{- if and .Values.NAME.enabled .Values.NAME.ingress.enabled }}
      {{- $name := printf "%s-NAME" (include "monitoring.fullname" .) }}
      apiVersion: monitoring.example.com/v1
      kind: Monitor
      metadata:
        name: {{ $name }}
        labels: {{- include "monitoring.labels" . | nindent 4 }}
      spec:
        endpoints:
          - port: http
            path: {{ .Values.NAME.serviceMonitor.path | quote }}
            interval: {{ .Values.NAME.serviceMonitor.interval }}
            {{- if .Values.NAME.serviceMonitor.relabelings }}
            relabelings: {{- toYaml .Values.NAME.serviceMonitor.relabelings | nindent 10 }}
            {{- end }}
        selector: { matchLabels: { app: NAME } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: {{ $name }}
        {{- with .Values.NAME.ingress.annotations }}
        annotations:
          {{- range $key, $value := . }}
          {{ $key }}: {{ $value | quote }}
          {{- end }}
        {{- end }}
      spec:
        rules:
        {{- range $host := .Values.NAME.ingress.hosts }}
          - host: {{ $host }}
            http:
              paths: [{ path: /, pathType: Prefix, backend: { service: { name: {{ $name }}, port: { number: 80 } } } }]
        {{- end }}
      {{- end }}
      """;
}
