package io.maglev.distro.cli;

import io.maglev.distro.compose.Charts;

/** Writes charts whose Pods fare as the testbed's annotations say. */
final class TestbedCharts {
  private TestbedCharts() {}

  /**
   * A Deployment that fails as {@code fail} says, and says so in its log, until there is a
   * ConfigMap {@code mended} in its namespace.
   */
  static void deployment(Charts charts, String name) {
    metadata(charts, name);
    charts.write(
        name + "/templates/deployment.yaml",
        """
        {{- $mended := lookup "v1" "ConfigMap" .Release.Namespace "mended" }}
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{ .Release.Name }} }
        spec:
          selector: { matchLabels: { app: {{ .Release.Name }} } }
          template:
            metadata:
              labels: { app: {{ .Release.Name }} }
              annotations:
                test/colour: {{ .Values.colour | default "none" }}
                {{- with .Values.extra }}
                test/extra: {{ quote . }}
                {{- end }}
                {{- if and .Values.fail (not $mended) }}
                testbed.distro.maglev.io/fail: {{ .Values.fail }}
                testbed.distro.maglev.io/logs: "starting {{ .Release.Name }}\\ncannot go on"
                {{- end }}
            spec:
              containers:
                - { name: main, image: "example.test/{{ .Release.Name }}:1" }
        """);
  }

  /** A ConfigMap after a hook whose Job fails until there is a ConfigMap {@code mended}. */
  static void failingHook(Charts charts, String name) {
    charts.chart(name);
    charts.write(
        name + "/templates/job.yaml",
        """
        {{- $mended := lookup "v1" "ConfigMap" .Release.Namespace "mended" }}
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: {{ .Release.Name }}-migrate
          annotations:
            helm.sh/hook: pre-install,pre-upgrade
            helm.sh/hook-delete-policy: before-hook-creation
        spec:
          backoffLimit: 0
          template:
            metadata:
              annotations:
                testbed.distro.maglev.io/logs: "migrating\\nschema 7 is newer than schema 6"
                {{- if not $mended }}
                testbed.distro.maglev.io/fail: exit-1
                {{- end }}
            spec:
              restartPolicy: Never
              containers:
                - { name: migrate, image: "example.test/migrate:1" }
        """);
  }

  /** A kind of its own in {@code crds/}, and one object of it. */
  static void customResource(Charts charts, String name) {
    metadata(charts, name);
    charts.write(
        name + "/crds/widget.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.test.maglev.io }
        spec:
          group: test.maglev.io
          scope: Namespaced
          names: { kind: Widget, plural: widgets, singular: widget }
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec: { type: object, x-kubernetes-preserve-unknown-fields: true }
        """);
    charts.write(
        name + "/templates/widget.yaml",
        """
        {{- if .Capabilities.APIVersions.Has "test.maglev.io/v1" }}
        apiVersion: test.maglev.io/v1
        kind: Widget
        metadata: { name: {{ .Release.Name }} }
        spec: { colour: blue }
        {{- end }}
        """);
  }

  private static void metadata(Charts charts, String name) {
    charts.write(name + "/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n");
  }
}
