package io.maglev.distro.deploy.run;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static io.maglev.distro.deploy.run.RunFixture.forbidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.LiveObjects.Sight;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.WatchListener.Event;
import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
  private final RunFixture run = new RunFixture();
  private final ScriptedWatches watches = new ScriptedWatches(run.cluster);
  private final LiveObjects live = new LiveObjects(watches, run.clock);

  @AfterEach
  void close() {
    live.close();
    run.close();
  }

  @Test
  void follow_twice_watchesOnce() {
    live.follow("v1", "ConfigMap", "ns");
    live.follow("v1", "ConfigMap", "ns");
    live.follow("v1", "ConfigMap", "other");

    assertThat(watches.listeners).hasSize(2);
  }

  @Test
  void look_kindThatIsNotFollowed_isUnseen() {
    assertThat(live.look(version("one", "1"))).isEqualTo(Sight.UNSEEN);
  }

  @Test
  void look_beforeTheWatchTold_isUnseen() {
    live.follow("v1", "ConfigMap", "ns");

    assertThat(live.look(version("one", "1"))).isEqualTo(Sight.UNSEEN);
  }

  @Test
  void look_seen_isPresentAsLastTold() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));
    KubeObject newer = version("one", "1").withMetadata("labels", Map.of("a", "b"));
    watches.tell(Event.MODIFIED, newer);

    assertThat(live.look(version("one", "1"))).isEqualTo(new Sight.Present(newer));
  }

  @Test
  void look_anotherOfTheSameName_isUnseen() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));

    assertThat(live.look(version("one", "2"))).isEqualTo(Sight.UNSEEN);
  }

  @Test
  void look_deleted_isGoneAsItWasBefore() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));
    watches.tell(
        Event.DELETED, configMap("one", "uid: '1', deletionTimestamp: '2030-01-01T00:00:00Z'"));

    assertThat(live.look(version("one", "1"))).isEqualTo(new Sight.Gone(version("one", "1")));
  }

  @Test
  void look_endOfTheOldToldAfterTheNew_keepsTheNew() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));
    watches.tell(Event.ADDED, version("one", "2"));
    watches.tell(Event.DELETED, version("one", "1"));

    assertThat(live.look(version("one", "2"))).isInstanceOf(Sight.Present.class);
    assertThat(live.look(version("one", "1"))).isInstanceOf(Sight.Gone.class);
    assertThat(live.all("v1", "ConfigMap", "ns")).hasSize(1);
  }

  @Test
  void look_sameNameInAnotherNamespace_isNotMistaken() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));
    live.follow("v1", "ConfigMap", "other");

    assertThat(live.all("v1", "ConfigMap", "other")).isEmpty();
    assertThat(live.look(version("one", "1").inNamespace("other"))).isEqualTo(Sight.UNSEEN);
  }

  @Test
  void look_watchRefused_asksTheServer() {
    KubeObject created = run.cluster.create(configMap("one", ""));
    watches.refuse(forbidden("no watch"));
    live.follow(created);

    assertThat(live.look(created)).isInstanceOf(Sight.Present.class);
    run.cluster.delete(created.id(), DeleteOptions.BACKGROUND);
    assertThat(live.look(created)).isInstanceOf(Sight.Gone.class);
    assertThat(live.all("v1", "ConfigMap", "ns")).isEmpty();
  }

  @Test
  void follow_afterTheWatchFailed_watchesAnew() {
    live.follow("v1", "ConfigMap", "ns");
    watches.fail(forbidden("withdrawn"));

    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));

    assertThat(watches.listeners).hasSize(2);
    assertThat(live.look(version("one", "1"))).isInstanceOf(Sight.Present.class);
  }

  @Test
  void isGone_seenPresent_doesNotAskTheServer() {
    live.follow("v1", "ConfigMap", "ns");
    watches.tell(Event.ADDED, version("one", "1"));
    int before = run.cluster.calls().size();

    assertThat(live.isGone(version("one", "1"))).isFalse();
    assertThat(run.cluster.calls()).hasSize(before);
  }

  @Test
  void isGone_neverSeen_asksTheServer() {
    KubeObject created = run.cluster.create(configMap("one", ""));
    live.follow(created);

    assertThat(live.isGone(created)).isFalse();
    run.cluster.delete(created.id(), DeleteOptions.BACKGROUND);
    assertThat(live.isGone(created)).isTrue();
  }

  @Test
  void isGone_anotherHasTheNameNow_isTrue() {
    KubeObject created = run.cluster.create(configMap("one", ""));
    run.cluster.delete(created.id(), DeleteOptions.BACKGROUND);
    run.cluster.create(configMap("one", ""));
    live.follow(created);

    assertThat(live.isGone(created)).isTrue();
  }

  @Test
  void await_answerAtOnce_doesNotWait() {
    assertThat(live.await(run.in(Duration.ZERO), () -> Optional.of("yes"))).contains("yes");
  }

  @Test
  void await_noAnswer_endsAtTheDeadline() {
    Deadline deadline = run.in(Duration.ofSeconds(30));

    assertThat(live.await(deadline, Optional::empty)).isEmpty();
    assertThat(deadline.hasPassed()).isTrue();
  }

  @Test
  void await_asksAtLeastEverySecond() {
    AtomicInteger asked = new AtomicInteger();

    live.await(
        run.in(Duration.ofSeconds(5)),
        () -> {
          asked.incrementAndGet();
          return Optional.empty();
        });

    assertThat(asked).hasValue(6);
  }

  @Test
  void await_eventWakes() {
    live.follow("v1", "ConfigMap", "ns");
    Deadline deadline = run.in(Duration.ofHours(1));
    AtomicInteger asked = new AtomicInteger();

    Optional<String> answer =
        live.await(
            deadline,
            () -> {
              if (asked.incrementAndGet() == 1) {
                watches.tell(Event.ADDED, version("one", "1"));
                return Optional.empty();
              }
              return Optional.of("told");
            });

    assertThat(answer).contains("told");
    assertThat(deadline.left()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void await_failureOfAWatchWakes() {
    live.follow("v1", "ConfigMap", "ns");
    AtomicInteger asked = new AtomicInteger();

    Optional<Integer> answer =
        live.await(
            run.in(Duration.ofHours(1)),
            () -> {
              if (asked.incrementAndGet() == 1) {
                watches.fail(forbidden("withdrawn"));
              }
              return asked.get() > 1 ? Optional.of(asked.get()) : Optional.empty();
            });

    assertThat(answer).contains(2);
  }

  @Test
  void await_interrupted_givesUpAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> live.await(run.in(Duration.ofHours(1)), Optional::empty))
        .hasMessage("cannot go on waiting: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void close_endsAllWatches() {
    live.follow("v1", "ConfigMap", "ns");
    live.follow("v1", "Secret", "ns");

    live.close();

    assertThat(watches.closed).hasSize(2);
  }

  @Test
  void follow_afterClose_leavesNoWatchBehind() {
    live.close();

    live.follow("v1", "ConfigMap", "ns");

    assertThat(watches.closed).hasSize(1);
  }

  private static KubeObject version(String name, String uid) {
    return configMap(name, "uid: '" + uid + "'");
  }
}
