package io.maglev.distro.cli;

import io.maglev.distro.compose.Charts;

/**
 * A chart {@code web} that looks different at each {@code turn}: a changed value, a field, a list
 * element and an object that only this turn has, of built-in kinds and of one of its own.
 */
final class TurnChart {
  private static final String GROUP = "turn.test.maglev.io";

  private TurnChart() {}

  static void write(Charts charts) {
    charts.write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    charts.write("web/values.yaml", "turn: 0\ncolour: grey\n");
    charts.write("web/templates/NOTES.txt", "Turn {{ .Values.turn }}, {{ .Values.colour }}.\n");
    charts.write("web/templates/deployment.yaml", DEPLOYMENT);
    charts.write("web/templates/others.yaml", OTHERS);
    charts.write("web/templates/hooks.yaml", HOOKS);
    charts.write("web/crds/gadget.yaml", CRD.replace("GROUP", GROUP));
    charts.write(
        "web/templates/gadget.yaml",
        """
        apiVersion: %s/v1
        kind: Gadget
        metadata: { name: web }
        spec:
          turn: "{{ .Values.turn }}"
          only{{ .Values.turn }}: "yes"
        """
            .formatted(GROUP));
  }

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        {{- if mod .Values.turn 2 }}
        minReadySeconds: 1
        {{- end }}
        selector: { matchLabels: { app: web } }
        template:
          metadata:
            labels: { app: web }
            annotations:
              test/turn: "{{ .Values.turn }}"
              test/colour: "{{ .Values.colour }}"
              test/only-{{ .Values.turn }}: "yes"
          spec:
            containers:
              - name: main
                image: example.test/web:{{ .Values.turn }}
                env:
                  - { name: TURN, value: "{{ .Values.turn }}" }
                  - { name: ONLY_{{ .Values.turn }}, value: "yes" }
      """;

  private static final String OTHERS =
      """
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        selector: { app: web }
        ports:
          - { name: main, port: 80 }
          - { name: only-{{ .Values.turn }}, port: {{ add 8000 .Values.turn }} }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web }
      data:
        turn: "{{ .Values.turn }}"
        only-{{ .Values.turn }}: "yes"
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: only-{{ .Values.turn }} }
      """;

  private static final String HOOKS =
      """
      {{- range list "pre-upgrade" "post-rollback" "pre-delete" "test" }}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: hook-{{ . }}
        annotations:
          helm.sh/hook: {{ . }}
          test/turn: "{{ $.Values.turn }}"
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            containers: [ { name: main, image: "example.test/hook:1" } ]
      {{- end }}
      """;

  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: { name: gadgets.GROUP }
      spec:
        group: GROUP
        scope: Namespaced
        names: { kind: Gadget, plural: gadgets, singular: gadget }
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: { type: object, x-kubernetes-preserve-unknown-fields: true }
      """;
}
