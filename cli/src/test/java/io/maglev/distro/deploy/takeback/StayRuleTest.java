package io.maglev.distro.deploy.takeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.takeback.TakeBackStep.Move;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.RevisionComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StayRuleTest {

  @Test
  void nothingStays_nothingChanges() {
    assertThat(moves(back("db", "2", "1"), back("app", "2", "1", "db")))
        .containsExactly("db BACK", "app BACK");
  }

  @Test
  void dependent_whoseOldRevisionAccepts_goesBack() {
    assertThat(moves(stay("db", "2"), back("app", "2", "1", "db"))).contains("app BACK");
  }

  @Test
  void dependent_whoseOldRevisionDoesNotAccept_stays() {
    TakeBackStep app = step(at("app", "2", "db *"), Optional.of(at("app", "1", "db <2")));

    assertThat(moves(stay("db", "2"), app)).contains("app STAY");
  }

  @Test
  void dependentOfADependentThatStays_staysInItsTurn() {
    TakeBackStep web = step(at("web", "2", "app >=2"), Optional.of(at("web", "1", "app <2")));
    TakeBackStep app = step(at("app", "2", "db *"), Optional.of(at("app", "1", "db <2")));

    assertThat(moves(web, app, stay("db", "2"))).containsExactly("web STAY", "app STAY", "db STAY");
  }

  @Test
  void providerWithoutWhoseNewRevisionOneThatStaysWouldLackIt_stays() {
    TakeBackStep db =
        step(at("db", "2", "cache >=2"), Optional.of(at("db", "1"))).staying("forward-only");

    List<TakeBackStep> steps = StayRule.apply(List.of(back("cache", "2", "1"), db));

    assertThat(steps.get(0).move()).isEqualTo(Move.STAY);
    assertThat(steps.get(0).reason()).isEqualTo("'db', which stays new, requires cache >=2");
  }

  @Test
  void providerThatCameWithTheRun_staysForOneThatStays() {
    TakeBackStep db =
        step(at("db", "2", "cache *"), Optional.of(at("db", "1"))).staying("forward-only");
    TakeBackStep cache = new TakeBackStep(Move.REMOVE, at("cache", "1"), Optional.empty(), "");

    assertThat(moves(cache, db)).contains("cache STAY");
  }

  @Test
  void providerThatDoesNotMeetItNowEither_goesBack() {
    TakeBackStep db =
        step(at("db", "2", "cache >=9"), Optional.of(at("db", "1"))).staying("forward-only");

    assertThat(moves(back("cache", "2", "1"), db)).contains("cache BACK");
  }

  @Test
  void requirementFromOutside_holdsNothing() {
    RevisionComponent old = at("app", "1");
    TakeBackStep app =
        step(
            at("app", "2"),
            Optional.of(with(old, List.of(new Requirement("db", "<2", "db", true)))));

    assertThat(moves(stay("db", "2"), app)).contains("app BACK");
  }

  private static List<String> moves(TakeBackStep... steps) {
    return StayRule.apply(List.of(steps)).stream()
        .map(step -> step.component() + " " + step.move())
        .toList();
  }

  private static TakeBackStep back(String name, String now, String then, String... providers) {
    String[] any = Stream.of(providers).map(it -> it + " *").toArray(String[]::new);
    return step(at(name, now, any), Optional.of(at(name, then, any)));
  }

  private static TakeBackStep stay(String name, String version) {
    return step(at(name, version), Optional.of(at(name, "1"))).staying("it is forward-only");
  }

  private static TakeBackStep step(RevisionComponent now, Optional<RevisionComponent> then) {
    return new TakeBackStep(Move.BACK, now, then, "");
  }

  /** A component that provides its own name at that version. */
  private static RevisionComponent at(String name, String version, String... requires) {
    return new RevisionComponent(
        name,
        ComponentKind.CORE_ADDON,
        new LockedChart(name, version, version, digest(name), 1),
        new ReleaseKey("ns", name, 1),
        digest(version),
        List.of(new Capability(name, version)),
        Stream.of(requires).map(StayRuleTest::requirement).toList(),
        RollbackPolicy.ALLOWED,
        false,
        List.of(),
        Duration.ofMinutes(1),
        Map.of());
  }

  private static RevisionComponent with(RevisionComponent old, List<Requirement> requires) {
    return new RevisionComponent(
        old.name(),
        old.kind(),
        old.chart(),
        old.release(),
        old.values(),
        old.provides(),
        requires,
        old.rollback(),
        old.optional(),
        old.readiness(),
        old.timeout(),
        old.objects());
  }

  private static Requirement requirement(String text) {
    String[] words = text.split(" ", 2);
    return new Requirement(words[0], words[1], words[0]);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
