package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.Fault;
import io.maglev.distro.testbed.FaultProxy;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.Nightly;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.ProxiedRequest;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real process, as by kill -9, after each of its writes in turn; then the same command
 * must bring all to a good end. All numbers with {@code -Pnightly}, a sample of them otherwise.
 */
@OnTestbed
@Timeout(1800)
class KilledIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Testbed testbed;
  private final HelmOracle helm;
  private final Path dir;
  private final FaultProxy proxy;

  KilledIT(Testbed testbed, HelmOracle oracle, @TempDir Path temporary) {
    this.testbed = testbed;
    this.helm = oracle.on(testbed);
    this.dir = temporary;
    this.proxy = FaultProxy.before(testbed, dir.resolve("proxy"));
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void install_killedAfterAnyWrite_theSameCommandGoesOn() {
    forEach(
        List.of(0, 7, 13, 19),
        write -> {
          FaultyDistro distro = distro(write);
          return isKilled(distro, write, distro.installation("red"), "red");
        });
  }

  @Test
  void upgrade_killedAfterAnyWrite_theSameCommandGoesOn() {
    FaultyDistro distro = distro(0);
    distro.run(distro.installation("red")).orFail();
    forEach(
        List.of(3, 9, 16, 22),
        write -> {
          String colour = "colour-" + write;
          return isKilled(distro, write, distro.upgrade(colour), colour);
        });
  }

  @Test
  void rollback_killedAfterAnyWrite_theSameCommandGoesOn() {
    FaultyDistro distro = distro(0);
    distro.run(distro.installation("red")).orFail();
    distro.run(distro.upgrade("blue")).orFail();
    forEach(
        List.of(4, 11, 18),
        write -> {
          String colour = distro.colour().equals("blue") ? "red" : "blue";
          List<String> back = List.of("rollback", "--yes", "-n", distro.namespace());
          return isKilled(distro, write, back, colour);
        });
  }

  /** A run that fails at its end: killed on its way there, and on its way back. */
  @Test
  void failedUpgrade_killedAfterAnyWrite_isTakenBackByTheSameCommand() {
    FaultyDistro distro = distro(0);
    distro.run(distro.installation("red")).orFail();
    forEach(
        List.of(18, 27),
        write -> {
          boolean killed = killAfter(write, distro.upgrade(FaultyDistro.BAD), 3);
          distro.dropLease();

          DistroCli.Run again = distro.run(distro.upgrade(FaultyDistro.BAD));

          assertThat(again.exit()).as(again.err()).isEqualTo(3);
          distro.assertStands("red", "failed");
          return killed;
        });
  }

  private FaultyDistro distro(int number) {
    return FaultyDistro.in(testbed, helm, proxy, dir.resolve("distro-" + number));
  }

  /** Until the run makes fewer writes than that, with all numbers; or with those of the sample. */
  private static void forEach(List<Integer> sample, Killing killing) {
    IntStream all = Nightly.isOn() ? IntStream.range(0, 1000) : sample.stream().mapToInt(it -> it);
    long killed = all.takeWhile(killing::isKilledAfter).count();
    System.err.printf("killed at %d points%n", killed);
    assertThat(killed).isGreaterThanOrEqualTo(sample.size());
  }

  /** False if it made fewer writes than that. */
  private boolean isKilled(FaultyDistro distro, int write, List<String> command, String colour) {
    proxy.forget();
    long attempts = distro.attempts();
    boolean killed = killAfter(write, command, 0);
    distro.dropLease();

    distro.run(command).orFail();

    distro.assertStands(colour);
    distro.assertHooksRan(distro.attempts() - attempts);
    return killed;
  }

  /** False if it makes fewer writes than that, and ends as it should. */
  private boolean killAfter(int write, List<String> command, int end) {
    CompletableFuture<DistroProcess> victim = new CompletableFuture<>();
    Runnable kill = () -> victim.join().kill();
    boolean first = write == 0;
    proxy.nth(
        first ? 1 : write,
        ProxiedRequest::isWrite,
        first ? Fault.lostAfter(kill) : Fault.answerLostAfter(kill));
    try (DistroProcess process = DistroProcess.start(proxy.kubeconfig(), dir, command)) {
      victim.complete(process);
      DistroCli.Run run = process.await(PATIENCE);
      assertThat(run.exit()).as(run.err()).isIn(end, 137);
      return run.exit() == 137;
    } finally {
      proxy.heal();
    }
  }

  /** One end of a run, and the next run. */
  private interface Killing {
    boolean isKilledAfter(int write);
  }
}
