package io.maglev.distro.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Resolves {@link Testbed} and {@link HelmOracle} parameters: see {@link OnTestbed}.
 *
 * <p>Both are made when first asked for. The control plane and the oracle live as long as the JVM's
 * test run, the namespace as long as the test class.
 */
public final class TestbedExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace KEYS =
      ExtensionContext.Namespace.create(TestbedExtension.class);

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final TestbedBinaries binaries = TestbedBinaries.ofEnvironment();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Testbed.class || type == HelmOracle.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == HelmOracle.class) {
      return oracle(context);
    }
    return inClass(context)
        .getOrComputeIfAbsent(
            TestClass.class, key -> new TestClass(plane(context)), TestClass.class)
        .testbed;
  }

  private HelmOracle oracle(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(KEYS)
        .getOrComputeIfAbsent(
            HelmOracle.class,
            key -> orSkip(() -> HelmOracle.of(binaries.find(TestbedBinaries.HELM))),
            HelmOracle.class);
  }

  private ControlPlane plane(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(KEYS)
        .getOrComputeIfAbsent(
            ControlPlane.class,
            key -> orSkip(() -> ControlPlane.start(binaries.find(TestbedBinaries.CONTROL_PLANE))),
            ControlPlane.class);
  }

  private static <T> T orSkip(Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (TestbedBinaries.MissingException e) {
      if (Boolean.parseBoolean(System.getenv("DISTRO_REQUIRE_CLUSTER"))) {
        throw e;
      }
      if (TOLD.compareAndSet(false, true)) {
        System.err.println(skipMessage(e));
      }
      throw new TestAbortedException(skipMessage(e), e);
    }
  }

  private static String skipMessage(TestbedBinaries.MissingException e) {
    String rule = "*".repeat(80);
    return String.join(
        System.lineSeparator(),
        "",
        rule,
        "* INTEGRATION TESTS ARE SKIPPED: " + e.getMessage(),
        "* Install Go 1.26 or name prebuilt binaries: see testbed/README.md.",
        "* DISTRO_REQUIRE_CLUSTER=true makes this a failure.",
        rule);
  }

  private static Store inClass(ExtensionContext context) {
    ExtensionContext of = context;
    while (of.getParent().filter(parent -> parent.getTestClass().isPresent()).isPresent()) {
      of = of.getParent().orElseThrow();
    }
    return of.getStore(KEYS);
  }

  /** What one test class has: JUnit closes it after the last test. */
  private static final class TestClass implements AutoCloseable {
    private final Testbed testbed;

    TestClass(ControlPlane plane) {
      KubernetesClient anywhere = clientOf(plane, "default");
      String namespace = Namespaces.create(anywhere);
      anywhere.close();
      testbed = new Testbed(plane.kubeconfig(), namespace, clientOf(plane, namespace));
    }

    private static KubernetesClient clientOf(ControlPlane plane, String namespace) {
      Config config = Config.fromKubeconfig(plane.kubeconfig().toFile());
      return new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder(config).withNamespace(namespace).build())
          .build();
    }

    @Override
    public void close() {
      Namespaces.delete(testbed.client(), testbed.namespace());
      testbed.client().close();
    }
  }
}
