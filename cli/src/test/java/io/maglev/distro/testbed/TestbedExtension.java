package io.maglev.distro.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves {@link Testbed}, {@link HelmOracle} and {@link Helm4} parameters: see {@link OnTestbed}.
 *
 * <p>The control plane and the oracles live as long as the JVM's test run, the namespace as long as
 * the test class.
 */
public final class TestbedExtension implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace KEYS =
      ExtensionContext.Namespace.create(TestbedExtension.class);

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final TestbedBinaries binaries = TestbedBinaries.ofEnvironment();

  /** Makes what a class will ask for: here, where the class as a whole can still be skipped. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent() || context.getTestClass().isEmpty()) {
      return ConditionEvaluationResult.enabled("decided for its class");
    }
    Set<Class<?>> wanted = parameterTypes(context.getRequiredTestClass());
    try {
      if (wanted.contains(HelmOracle.class)) {
        oracle(context);
      }
      if (wanted.contains(Helm4.class)) {
        helm4(context);
      }
      if (wanted.contains(Testbed.class)) {
        plane(context);
      }
      return ConditionEvaluationResult.enabled("the testbed is there");
    } catch (TestbedBinaries.MissingException e) {
      return skipped(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Testbed.class || type == HelmOracle.class || type == Helm4.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Helm4.class) {
      return new Helm4(helm4(context));
    }
    return type == HelmOracle.class ? oracle(context) : testbed(context);
  }

  private static Set<Class<?>> parameterTypes(Class<?> test) {
    Set<Class<?>> types = new HashSet<>();
    for (Class<?> type = test; type != null; type = type.getSuperclass()) {
      Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
          .flatMap(Stream::of)
          .forEach(executable -> types.addAll(List.of(executable.getParameterTypes())));
    }
    return types;
  }

  private HelmOracle oracle(ExtensionContext context) {
    return helm(context, TestbedBinaries.HELM);
  }

  private HelmOracle helm4(ExtensionContext context) {
    return helm(context, TestbedBinaries.HELM4);
  }

  private HelmOracle helm(ExtensionContext context, String name) {
    return context
        .getRoot()
        .getStore(KEYS)
        .getOrComputeIfAbsent(name, key -> new HelmHome(binaries.find(name)), HelmHome.class)
        .oracle;
  }

  private ControlPlane plane(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(KEYS)
        .getOrComputeIfAbsent(
            ControlPlane.class,
            key -> ControlPlane.start(binaries.find(TestbedBinaries.CONTROL_PLANE)),
            ControlPlane.class);
  }

  private Testbed testbed(ExtensionContext context) {
    return inClass(context)
        .getOrComputeIfAbsent(
            TestClass.class, key -> new TestClass(plane(context)), TestClass.class)
        .testbed;
  }

  private static ConditionEvaluationResult skipped(TestbedBinaries.MissingException e) {
    return ConditionEvaluationResult.disabled(skipOrFail(e));
  }

  /** Why tests are skipped, told once; fails where they must not be. */
  static String skipOrFail(TestbedBinaries.MissingException e) {
    if (Boolean.parseBoolean(System.getenv("DISTRO_REQUIRE_CLUSTER"))) {
      throw e;
    }
    if (TOLD.compareAndSet(false, true)) {
      System.err.println(skipMessage(e));
    }
    return skipMessage(e);
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

  /** Helm with a home directory of its own, which JUnit removes after the run. */
  private static final class HelmHome implements AutoCloseable {
    private final Path home;
    private final HelmOracle oracle;

    HelmHome(Path binary) {
      try {
        home = Files.createTempDirectory("helm-oracle-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      oracle = HelmOracle.at(home, binary);
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
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
