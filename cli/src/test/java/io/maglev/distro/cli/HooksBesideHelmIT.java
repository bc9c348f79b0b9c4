package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule of hooks beside the real Helm: the same chart goes through the same operations, by
 * Helm in one namespace and by distro in another, and after each of them both clusters and records
 * must say the same. The rules are the files of {@code hook-rules}.
 */
@OnTestbed
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HooksBesideHelmIT {
  private final Testbed testbed;
  private final HelmOracle helm;
  private final Path dir;

  HooksBesideHelmIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    this.testbed = testbed;
    this.helm = oracle.on(testbed);
    this.dir = dir;
  }

  static Stream<HookRule> rules() {
    String only = System.getProperty("hook.rule", "");
    return HookRule.all().stream().filter(rule -> rule.name().startsWith(only));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule(HookRule rule) {
    HookWorld distro = distro(rule);
    HookWorld helms = helm(rule);

    for (String operation : rule.run()) {
      boolean fails = operation.endsWith("!");
      String what = fails ? operation.substring(0, operation.length() - 1) : operation;
      HookWorld.Ended ours = distro.run(what);
      HookWorld.Ended theirs = helms.run(what);

      assertThat(theirs.exit() != 0).as("helm %s: %s", what, theirs.text()).isEqualTo(fails);
      assertThat(ours.exit() != 0).as("distro %s: %s", what, ours.text()).isEqualTo(fails);
      boolean departs = fails && rule.departs("record");
      List<String> expected = helms.seen(rule, departs);
      List<String> seen = distro.seen(rule, departs);
      if (departs) {
        assertThat(distro.record(rule).get(0)).isEqualTo(rule.ours());
        assertThat(helms.record(rule)).isNotEqualTo(distro.record(rule));
      }
      assertThat(seen)
          .as("%s by helm: %s\nby distro: %s", what, theirs.text(), ours.text())
          .isEqualTo(expected);
      assertThat(expected.isEmpty() && !what.equals("uninstall")).as("nothing to see").isFalse();
    }
  }

  private HookWorld distro(HookRule rule) {
    Path own = dir.resolve(rule.name() + "-distro");
    ScratchDistro scratch = ScratchDistro.in(testbed, own);
    rule.writeChart(scratch.charts());
    HookWorld world = HookWorld.in(testbed.client(), scratch.namespace(), rule);
    return world.by(
        (operation, v) -> {
          List<String> args = new ArrayList<>(List.of(operation));
          switch (operation) {
            case "install", "upgrade" -> args.add(bundle(scratch, v).toString());
            case "rollback" -> args.addAll(List.of("demo", "--yes"));
            case "uninstall" -> args.addAll(List.of("demo", "--yes"));
            default -> args.add("demo");
          }
          if (!operation.equals("install") && !operation.equals("upgrade")) {
            args.addAll(List.of("-n", scratch.namespace()));
          }
          args.addAll(rule.options(operation));
          if (!operation.equals("uninstall") && !operation.equals("test")) {
            args.add("--no-atomic"); // as Helm, which takes nothing back unless told to
          }
          DistroCli.Run run = scratch.cli().onCluster(args.toArray(String[]::new));
          return new HookWorld.Ended(run.exit(), run.err());
        });
  }

  /** A new one each time: composing would refuse to write over what is there. */
  private static Path bundle(ScratchDistro scratch, int v) {
    Path composed =
        scratch.bundle(
            "", "{ name: a, kind: core-addon, chart: a, values: { v: %d } }".formatted(v));
    return HookRule.moved(composed, composed.resolveSibling("../v" + v + ".distro.tar"));
  }

  private HookWorld helm(HookRule rule) {
    String namespace = testbed.newNamespace();
    Path chart = dir.resolve(rule.name() + "-helm");
    rule.writeChart(new Charts(chart));
    HookWorld world = HookWorld.in(testbed.client(), namespace, rule);
    return world.by(
        (operation, v) -> {
          List<String> args = new ArrayList<>(List.of(operation, "a", "-n", namespace));
          if (operation.equals("install") || operation.equals("upgrade")) {
            args.addAll(List.of(chart.resolve("a").toString(), "--set", "v=" + v));
          }
          args.addAll(rule.options(operation));
          HelmOracle.Result result = helm.run(args.toArray(String[]::new));
          return new HookWorld.Ended(result.exit(), result.err() + result.out());
        });
  }
}
