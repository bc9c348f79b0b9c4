package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.maglev.distro.testbed.Fault;
import io.maglev.distro.testbed.FaultProxy;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people at one distro, and one who ends or stops his run: real processes. */
@OnTestbed
@Timeout(180)
class OperatorsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path dir;
  private final FaultProxy proxy;
  private final FaultyDistro distro;
  private final CountDownLatch atWork = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  OperatorsIT(Testbed testbed, HelmOracle oracle, @TempDir Path temporary) {
    dir = temporary;
    proxy = FaultProxy.before(testbed, dir.resolve("proxy"));
    distro = FaultyDistro.in(testbed, oracle.on(testbed), proxy, dir);
  }

  /** The run through the proxy stops in the middle: before a hook's Job comes to be. */
  @BeforeEach
  void holdTheFirst() {
    proxy.once(
        request -> request.creates("jobs") && request.name().equals("before-web"),
        passage -> {
          atWork.countDown();
          mayGoOn.await();
          Fault.NONE.apply(passage);
        });
  }

  @AfterEach
  void close() {
    mayGoOn.countDown();
    proxy.close();
  }

  @Test
  void second_isToldWhoHoldsItAndSinceWhen_andChangesNothing() throws Exception {
    try (DistroProcess first = first()) {
      DistroCli.Run second = distro.runDirectly(distro.installation("blue"));
      LeaseSpec lease = lease();
      mayGoOn.countDown();

      assertThat(second.exit()).isEqualTo(4);
      assertThat(second.error())
          .startsWith(
              "error: cannot lock distro 'demo': %s holds it since %s"
                  .formatted(
                      lease.getHolderIdentity(),
                      lease.getAcquireTime().toString().substring(0, 19)));
      assertThat(lease.getHolderIdentity()).contains(":" + first.process().pid() + "-");
      assertThat(first.await(PATIENCE).orFail().out()).contains("revision 1, deployed");
    }
    assertWhole("red");
  }

  /** The record says so, nobody has to wait, and the same command goes on. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signal_endsTheRunInOrder(String signal, int exit) throws Exception {
    try (DistroProcess first = first()) {
      first.signal(signal);
      DistroCli.Run run = first.await(PATIENCE);

      assertThat(run.exit()).as(run.err()).isEqualTo(exit);
      assertThat(run.err())
          .contains("interrupted", "error: cannot finish the run: it was interrupted");
    }
    mayGoOn.countDown();
    assertThat(lease().getHolderIdentity()).isNullOrEmpty();
    JsonNode last =
        distro
            .runDirectly(List.of("history", "-n", distro.namespace(), "-o", "json"))
            .orFail()
            .json()
            .get("revisions")
            .get(0);
    assertThat(last.get("description").asText()).startsWith("Interrupted");
    assertThat(distro.history("web")).last().asString().contains(" failed ", "interrupted");

    distro.run(distro.installation("red")).orFail();

    assertWhole("red");
  }

  @Test
  @EnabledIf("io.maglev.distro.testbed.Nightly#isOn")
  void stoppedHolder_isTakenOver_andWritesNothingMoreOnceItIsWokenUp() throws Exception {
    try (DistroProcess first = first()) {
      first.signal("STOP");
      DistroCli.Run second = distro.runDirectly(distro.installation("red"));
      second.orFail();
      mayGoOn.countDown(); // what was on its way when it stopped may still arrive: a Job
      TimeUnit.SECONDS.sleep(1);
      proxy.forget();

      first.signal("CONT");
      DistroCli.Run woken = first.await(PATIENCE);

      assertThat(woken.exit()).as(woken.err()).isNotZero();
      assertThat(woken.err()).contains("its lock is lost", "has taken it over");
      assertThat(distro.writes()).filteredOn(it -> it.isDone()).isEmpty();
    }
    assertWhole("red");
  }

  private DistroProcess first() throws InterruptedException {
    DistroProcess first = DistroProcess.start(proxy.kubeconfig(), dir, distro.installation("red"));
    assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();
    return first;
  }

  private LeaseSpec lease() {
    return distro
        .client()
        .leases()
        .inNamespace(distro.namespace())
        .withName("distro-demo")
        .get()
        .getSpec();
  }

  private void assertWhole(String colour) {
    proxy.heal();
    distro.assertStands(colour);
    distro.assertHooksRanNoMoreThanHelmWould();
  }
}
