package io.maglev.distro.render;

import io.maglev.distro.model.Capabilities;
import io.maglev.distro.values.ValuesException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The capabilities that Helm 3.22 assumes where there is no cluster, and their flags. */
public final class ClientCapabilities {
  private static final List<String> API_VERSIONS =
      List.of(
          "v1",
          "admissionregistration.k8s.io/v1",
          "admissionregistration.k8s.io/v1alpha1",
          "admissionregistration.k8s.io/v1beta1",
          "internal.apiserver.k8s.io/v1alpha1",
          "apps/v1",
          "apps/v1beta1",
          "apps/v1beta2",
          "authentication.k8s.io/v1",
          "authentication.k8s.io/v1alpha1",
          "authentication.k8s.io/v1beta1",
          "authorization.k8s.io/v1",
          "authorization.k8s.io/v1beta1",
          "autoscaling/v1",
          "autoscaling/v2",
          "batch/v1",
          "batch/v1beta1",
          "certificates.k8s.io/v1",
          "certificates.k8s.io/v1beta1",
          "certificates.k8s.io/v1alpha1",
          "coordination.k8s.io/v1alpha2",
          "coordination.k8s.io/v1beta1",
          "coordination.k8s.io/v1",
          "discovery.k8s.io/v1",
          "discovery.k8s.io/v1beta1",
          "events.k8s.io/v1",
          "events.k8s.io/v1beta1",
          "extensions/v1beta1",
          "flowcontrol.apiserver.k8s.io/v1",
          "flowcontrol.apiserver.k8s.io/v1beta1",
          "flowcontrol.apiserver.k8s.io/v1beta2",
          "flowcontrol.apiserver.k8s.io/v1beta3",
          "lifecycle.k8s.io/v1alpha1",
          "networking.k8s.io/v1",
          "networking.k8s.io/v1beta1",
          "node.k8s.io/v1",
          "node.k8s.io/v1alpha1",
          "node.k8s.io/v1beta1",
          "policy/v1",
          "policy/v1beta1",
          "rbac.authorization.k8s.io/v1",
          "rbac.authorization.k8s.io/v1beta1",
          "rbac.authorization.k8s.io/v1alpha1",
          "resource.k8s.io/v1",
          "resource.k8s.io/v1beta2",
          "resource.k8s.io/v1beta1",
          "resource.k8s.io/v1alpha3",
          "scheduling.k8s.io/v1alpha3",
          "scheduling.k8s.io/v1beta1",
          "scheduling.k8s.io/v1",
          "storage.k8s.io/v1beta1",
          "storage.k8s.io/v1",
          "storage.k8s.io/v1alpha1",
          "storagemigration.k8s.io/v1",
          "storagemigration.k8s.io/v1beta1",
          "apiextensions.k8s.io/v1beta1",
          "apiextensions.k8s.io/v1");

  private static final Capabilities STANDARD =
      new Capabilities(
          "v1.37.0", "1", "37", Collections.unmodifiableSet(new LinkedHashSet<>(API_VERSIONS)));

  private static final Pattern VERSION =
      Pattern.compile("\\s*v?([0-9]+(?:\\.[0-9]+)*)(.*)", Pattern.DOTALL);

  private ClientCapabilities() {}

  /** What {@code helm template} assumes without flags. */
  public static Capabilities standard() {
    return STANDARD;
  }

  /**
   * The flag {@code --kube-version}; what follows the numbers is dropped, as in Helm, and an empty
   * one is none.
   *
   * @throws ValuesException if it is no version
   */
  public static Capabilities withKubeVersion(Capabilities capabilities, String version) {
    if (version.isEmpty()) {
      return capabilities;
    }
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw refused(version, "could not parse \"" + version + "\" as version");
    }
    String[] numbers = matcher.group(1).split("\\.", -1);
    if (numbers.length < 2) {
      throw refused(version, "illegal version string \"" + version + "\"");
    }
    for (String number : numbers) {
      if (number.length() > 1 && number.startsWith("0")) {
        throw refused(
            version,
            "illegal zero-prefixed version component \"" + number + "\" in \"" + version + "\"");
      }
    }
    return new Capabilities(
        "v" + matcher.group(1), numbers[0], numbers[1], capabilities.apiVersions());
  }

  /** The flag {@code --api-versions}: these in addition; empty ones count for nothing. */
  public static Capabilities withApiVersions(
      Capabilities capabilities, Collection<String> versions) {
    Set<String> all = new LinkedHashSet<>(capabilities.apiVersions());
    versions.stream().filter(version -> !version.isEmpty()).forEach(all::add);
    return new Capabilities(
        capabilities.kubeVersion(), capabilities.kubeMajor(), capabilities.kubeMinor(), all);
  }

  private static ValuesException refused(String version, String reason) {
    return new ValuesException(
        "cannot use Kubernetes version '" + version + "': " + reason,
        "invalid kube version '" + version + "': " + reason);
  }
}
