package io.maglev.distro.deploy.health;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.deploy.run.ScriptedWatches;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.WatchListener.Event;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedObjectsTest {
  private static final KubeQuery PODS = KubeQuery.of("v1", "Pod", "ns");
  private static final KubeQuery MAPS = KubeQuery.of("v1", "ConfigMap", "ns");

  private final RunFixture run = new RunFixture();
  private final ScriptedWatches watches = new ScriptedWatches(run.cluster);
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();
  private final WatchedObjects objects =
      new WatchedObjects(watches, Runnable::run, changes::incrementAndGet, time::get);

  @AfterEach
  void close() {
    objects.close();
    run.close();
  }

  @Test
  void all_firstListsThenFollows() {
    KubeObject first = run.create(map("first"));

    assertThat(names()).containsExactly("first");
    watches.tell(Event.ADDED, first);
    watches.tell(Event.ADDED, map("second", "u2"));
    assertThat(names()).containsExactly("first", "second");
    watches.tell(Event.DELETED, first);

    assertThat(names()).containsExactly("second");
    assertThat(changes).hasValue(3);
    assertThat(watches.listeners).hasSize(1);
  }

  @Test
  void all_whatWentBetweenListAndWatch_goesOnceTheWatchHasToldAll() {
    KubeObject stays = run.create(map("stays"));
    run.create(map("goes"));
    names();
    watches.tell(Event.ADDED, stays);

    assertThat(names()).containsExactly("stays", "goes");
    time.set(WatchedObjects.SETTLED.toNanos() + 1);

    assertThat(names()).containsExactly("stays");
  }

  @Test
  void all_objectOfTheSameName_replacesTheOld() {
    KubeObject old = run.create(map("same"));
    names();
    watches.tell(Event.ADDED, map("same", "new"));
    watches.tell(Event.DELETED, old);

    assertThat(objects.all(MAPS)).singleElement().extracting(KubeObject::uid).isEqualTo("new");
  }

  @Test
  void all_kindsOfWhichOnlyMetadataMatters_areKeptWithoutTheRest() {
    names();
    watches.tell(
        Event.ADDED,
        object(
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: x, namespace: ns, uid: u },"
                + " data: { big: text } }"));

    assertThat(objects.all(MAPS))
        .singleElement()
        .extracting(it -> it.at("data"))
        .asString()
        .isEqualTo("Optional.empty");
  }

  @Test
  void all_watchRefusedLater_isToldFromThenOn() {
    names();
    watches.fail(RunFixture.forbidden("no more"));

    assertThatThrownBy(this::names).isInstanceOf(KubeException.class).hasMessage("no more");
    assertThat(changes).hasValue(1);
  }

  @Test
  void all_whatMayNotBeListed_isToldEachTime() {
    run.forbid(call -> call.verb().equals("list"));

    objects.prepare(List.of(PODS));

    assertThatThrownBy(() -> objects.all(PODS)).isInstanceOf(KubeException.class);
    assertThatThrownBy(() -> objects.all(PODS)).isInstanceOf(KubeException.class);
  }

  @Test
  void close_endsTheWatches() {
    objects.prepare(List.of(PODS, MAPS));

    objects.close();

    assertThat(watches.closed).containsExactlyInAnyOrder(PODS, MAPS);
  }

  private List<String> names() {
    return objects.all(MAPS).stream().map(KubeObject::name).toList();
  }

  private static String map(String name) {
    return "{ apiVersion: v1, kind: ConfigMap, metadata: { name: %s, namespace: ns } }"
        .formatted(name);
  }

  private static KubeObject map(String name, String uid) {
    return object(
        "{ apiVersion: v1, kind: ConfigMap, metadata: { name: %s, namespace: ns, uid: %s } }"
            .formatted(name, uid));
  }
}
