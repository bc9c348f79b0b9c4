package io.maglev.distro.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.kube.ClusterSelection;
import io.maglev.distro.kube.FabricGateway;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeconfigLoader;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.RenderException;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lookup} and {@code .Capabilities} on a server are what Helm makes of the same server. */
@OnTestbed
@Timeout(120)
class ClusterLookupIT {
  @TempDir private Path dir = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lookup \"v1\" \"ConfigMap\" .Release.Namespace \"one\" | toJson",
        "(lookup \"v1\" \"ConfigMap\" .Release.Namespace \"one\").data.k",
        "lookup \"v1\" \"ConfigMap\" .Release.Namespace \"none\" | toJson",
        "lookup \"v1\" \"ConfigMap\" \"\" \"one\" | toJson",
        "lookup \"v1\" \"ConfigMap\" \"no-such-namespace\" \"one\" | toJson",
        "lookup \"v1\" \"ConfigMap\" \"no-such-namespace\" \"\" | omit \"metadata\" | len",
        "(lookup \"v1\" \"ConfigMap\" .Release.Namespace \"\").items | toJson",
        "(lookup \"v1\" \"ConfigMap\" .Release.Namespace \"\").kind",
        "keys (lookup \"v1\" \"ConfigMap\" .Release.Namespace \"\") | sortAlpha",
        "len (lookup \"v1\" \"Namespace\" \"\" \"\").items | lt 1",
        "(lookup \"v1\" \"Namespace\" \"\" \"default\").metadata.name",
        "(lookup \"v1\" \"Namespace\" \"ignored\" \"default\").metadata.name",
        "range (lookup \"v1\" \"ConfigMap\" \"\" \"\").items }}{{ .metadata.namespace }}/{{"
            + " .metadata.name }} {{ end",
        "lookup \"rbac.authorization.k8s.io/v1\" \"ClusterRole\" \"\" \"view\" | kindOf",
        "lookup \"none.example/v1\" \"Thing\" \"\" \"x\" | toJson",
        "lookup \"none.example/v1\" \"Thing\" \"\" \"\" | toJson",
        "lookup \"v1\" \"NoSuchKind\" \"default\" \"x\" | toJson",
        "lookup \"apps/v1\" \"configmap\" \"default\" \"x\" | toJson",
        "lookup \"\" \"\" \"\" \"\" | toJson",
        "lookup \"a/b/c\" \"Pod\" \"\" \"x\" | toJson",
        ".Capabilities.KubeVersion.Version",
        "print .Capabilities.KubeVersion.Major \".\" .Capabilities.KubeVersion.Minor",
        "print .Capabilities.KubeVersion.GitVersion",
        "list \"v1\" \"apps/v1\" \"apps/v1/Deployment\" \"v1/Pod\" \"v1/Pods\" \"x/v1\""
            + " \"batch/v1/CronJob\" \"v1/Status\" \"autoscaling/v1/Scale\" }}{{ range (list \"v1\""
            + " \"apps/v1\" \"apps/v1/Deployment\" \"v1/Pod\" \"v1/Pods\" \"batch/v1/CronJob\""
            + " \"v1/Status\" \"autoscaling/v1/Scale\" \"apps/v1/Scale\" \"extensions/v1beta1\""
            + " \"v1/Binding\" \"policy/v1/Eviction\") }}{{ $.Capabilities.APIVersions.Has . }} {{"
            + " end",
        "range .Capabilities.APIVersions | sortAlpha }}{{ . }} {{ end",
      })
  void expression_onAServer_isWhatHelmMakesOfIt(String expression, Testbed testbed, HelmOracle helm)
      throws IOException {
    createConfigMap(testbed);

    assertSame(expression, testbed.kubeconfig(), testbed, helm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lookup \"v1\" \"ConfigMap\" .Release.Namespace \"one\" | toJson",
        "lookup \"v1\" \"ConfigMap\" .Release.Namespace \"\" | toJson",
        "lookup \"v1\" \"ConfigMap\" \"\" \"\" | toJson",
        "lookup \"v1\" \"Namespace\" \"\" \"default\" | toJson",
      })
  void lookup_ofSomebodyWithoutRights_failsInHelmsWords(
      String expression, Testbed testbed, HelmOracle helm) throws IOException {
    assertSame(expression, asNobody(testbed), testbed, helm);
  }

  private void assertSame(String expression, Path kubeconfig, Testbed testbed, HelmOracle helm)
      throws IOException {
    Charts charts = new Charts(dir);
    charts.write("app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n");
    charts.write(
        "app/templates/x.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  v: |-\n    {{ "
            + expression
            + " }}\n");

    assertThat(ours(kubeconfig, testbed.namespace()))
        .isEqualTo(theirs(kubeconfig, testbed.namespace(), helm));
  }

  private String ours(Path kubeconfig, String namespace) {
    ClusterSelection selection =
        new ClusterSelection(Optional.of(kubeconfig), Optional.empty(), Optional.empty());
    try (KubeGateway kube =
        FabricGateway.connect(new KubeconfigLoader(Map.of(), Path.of("/")).load(selection))) {
      Capabilities capabilities =
          new Capabilities(
              kube.version().gitVersion(),
              kube.version().major(),
              kube.version().minor(),
              kube.apis().versionSet());
      RenderRequest request =
          new RenderRequest(
              ChartLoader.load(dir.resolve("app")),
              Map.of(),
              new ReleaseContext("rel", namespace, 1, true, false),
              capabilities,
              RenderOptions.offline().withLookup(new ClusterLookup(kube)));
      return ChartRenderer.render(request).manifest();
    } catch (RenderException e) {
      return "Error: " + e.helmText() + "\n";
    }
  }

  private String theirs(Path kubeconfig, String namespace, HelmOracle helm) {
    HelmOracle.Result result =
        helm.runIn(
            dir,
            "template",
            "rel",
            "app",
            "--validate",
            "--dry-run=server",
            "--namespace=" + namespace,
            "--kubeconfig=" + kubeconfig);
    if (result.exit() == 0) {
      return result.out();
    }
    String error = result.err().substring(result.err().indexOf("Error: "));
    return error.substring(0, error.indexOf("\n\nUse --debug")) + "\n";
  }

  private static void createConfigMap(Testbed testbed) {
    testbed
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("one")
                .withNamespace(testbed.namespace())
                .endMetadata()
                .withData(Map.of("k", "v"))
                .build())
        .serverSideApply();
  }

  /** The administrator's kubeconfig, acting as a user without any right. */
  private Path asNobody(Testbed testbed) throws IOException {
    Map<String, @Nullable Object> config =
        YamlReader.readMap(Files.readString(testbed.kubeconfig()), "kubeconfig");
    for (Object entry : (List<?>) Objects.requireNonNull(config.get("users"))) {
      @SuppressWarnings("unchecked") // keys of YAML maps are strings
      Map<String, @Nullable Object> named = (Map<String, @Nullable Object>) entry;
      Map<String, @Nullable Object> user = new LinkedHashMap<>();
      ((Map<?, ?>) Objects.requireNonNull(named.get("user")))
          .forEach((key, value) -> user.put(String.valueOf(key), value));
      user.put("as", "nobody");
      named.put("user", user);
    }
    return Files.writeString(dir.resolve("nobody.kubeconfig"), GoJson.write(config));
  }
}
