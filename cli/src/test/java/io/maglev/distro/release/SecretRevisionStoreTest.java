package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretRevisionStoreTest {
  private static final Fence FIRST = Revisions.fence(1);
  private static final Fence SECOND = Revisions.fence(2);

  private final FakeCluster cluster = new FakeCluster();
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneOffset.UTC);
  private final DistroRevisionStore store = store();

  @Test
  void create_thenFind_isTheSame() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.PENDING_INSTALL);

    store.create(revision, FIRST);

    assertThat(store().find(revision.key())).contains(revision);
  }

  @Test
  void create_rollback_keepsWhatItGoesBackTo() {
    DistroRevision plain = Revisions.revision(3, DistroStatus.PENDING_ROLLBACK);
    DistroRevision revision =
        new DistroRevision(
            plain.key(),
            plain.version(),
            plain.bundle(),
            plain.status(),
            plain.description(),
            plain.createdAt(),
            plain.content(),
            plain.journal(),
            plain.timings(),
            Optional.of(1));

    store.create(revision, FIRST);
    store.update(revision.withStatus(DistroStatus.DEPLOYED, "Rollback to 1"), FIRST);

    assertThat(store().find(revision.key()).orElseThrow().rolledBackTo()).contains(1);
  }

  @Test
  void create_of500Components_isReadBack_andItsHeadStaysSmall() {
    DistroRevision revision = Revisions.large(500);

    store.create(revision, FIRST);

    assertThat(store().find(revision.key())).contains(revision);
    Map<String, byte[]> head = new RevisionHead(revision, List.of()).data();
    assertThat(head.values()).allSatisfy(data -> assertThat(data).hasSizeLessThan(100_000));
    assertThat(RevisionBody.of(revision.content(), RevisionBody.PIECE).pieces()).hasSize(1);
  }

  @Test
  void create_beyondAllPieces_isRefusedByTheNameOfTheLargest() {
    DistroRevision plain = Revisions.revision(1, DistroStatus.PENDING_INSTALL);
    DistroRevision revision =
        plain.withContent(Revisions.content(1, Revisions.noise(RevisionBody.MOST_PIECES * 200)));
    SecretRevisionStore pieces = new SecretRevisionStore(cluster, clock, 100);

    assertThatThrownBy(() -> pieces.create(revision, FIRST))
        .hasMessageMatching(
            "cannot store a revision of the distro: its record is \\d+ bytes, limit 6400")
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> assertThat(e.where().get(0)).asString().startsWith("hook 'pki' (pre-install): "));
    assertThat(cluster.all()).isEmpty();
  }

  @Test
  void create_secrets_areNothingHelmWouldRead() {
    store.create(Revisions.revision(1, DistroStatus.PENDING_INSTALL), FIRST);

    assertThat(cluster.all()).hasSize(2);
    assertThat(cluster.all())
        .allSatisfy(
            secret -> {
              assertThat(secret.labels()).doesNotContainKeys("owner", "name");
              assertThat(secret.string("type").orElseThrow()).startsWith("distro.maglev.io/");
            });
  }

  @Test
  void create_large_isCutIntoSeveralSecrets() {
    DistroRevision revision = large();

    store.create(revision, FIRST);

    assertThat(cluster.all()).hasSize(3);
    assertThat(cluster.all())
        .allSatisfy(
            secret ->
                assertThat(secret.at("data").orElseThrow().toString().length())
                    .isLessThan(1_000_000));
    assertThat(store().find(revision.key())).contains(revision);
  }

  @Test
  void update_ofTheJournalOnly_isOneSmallWrite() {
    DistroRevision revision = large();
    store.create(revision, FIRST);
    cluster.requests.clear();

    store.update(
        revision.withStep(new JournalStep("x", JournalStep.State.STARTED, Instant.EPOCH, "")),
        FIRST);

    assertThat(cluster.requests)
        .containsExactly("replace Secret/maglev-system/sh.distro.revision.v1.maglev.v1");
    assertThat(store().find(revision.key()).orElseThrow().journal()).hasSize(2);
  }

  @Test
  void update_ofTheContent_replacesItsPieces() {
    DistroRevision revision = large();
    store.create(revision, FIRST);

    DistroRevision changed = revision.withContent(Revisions.content(5, "small now"));
    store.update(changed, FIRST);

    assertThat(cluster.all()).hasSize(2);
    assertThat(store().find(revision.key())).contains(changed);
  }

  @Test
  void update_killedAtAnyWrite_leavesTheOldOrTheNewRecordWhole() {
    DistroRevision old =
        Revisions.revision(1, DistroStatus.PENDING_INSTALL)
            .withContent(Revisions.content(1, Revisions.noise(20_000)));
    DistroRevision changed =
        old.withContent(Revisions.content(5, Revisions.noise(20_000).substring(1)));
    for (int writes = 0; writes < 12; writes++) {
      FakeCluster mortal = new FakeCluster();
      DistroRevisionStore dying = new SecretRevisionStore(mortal, clock, 4096);
      dying.create(old, FIRST);
      mortal.dieAfterWrites(writes);
      boolean survived = survives(() -> dying.update(changed, FIRST));
      mortal.dieAfterWrites(Integer.MAX_VALUE);

      DistroRevisionStore reader = new SecretRevisionStore(mortal, clock, 4096);
      DistroRevision found = reader.find(old.key()).orElseThrow();
      assertThat(found.equals(changed) || (!survived && found.equals(old))).isTrue();

      reader.update(changed, SECOND);
      assertThat(reader.find(old.key())).contains(changed);
      reader.delete(old.key(), SECOND);
      assertThat(mortal.all()).as("nothing left behind after %d writes", writes).isEmpty();
    }
  }

  @Test
  void create_afterOneThatWasKilled_leavesNoneOfItsPieces() {
    DistroRevision killed =
        Revisions.revision(1, DistroStatus.PENDING_INSTALL)
            .withContent(Revisions.content(1, Revisions.noise(20_000)));
    cluster.dieAfterWrites(2);
    assertThat(survives(() -> new SecretRevisionStore(cluster, clock, 4096).create(killed, FIRST)))
        .isFalse();
    cluster.dieAfterWrites(Integer.MAX_VALUE);

    store().create(Revisions.revision(1, DistroStatus.PENDING_INSTALL), SECOND);

    assertThat(cluster.all()).as("head and piece").hasSize(2);
  }

  @Test
  void update_obsoletePieceCannotBeDeleted_isWrittenAllTheSame() {
    DistroRevision old =
        Revisions.revision(1, DistroStatus.PENDING_INSTALL)
            .withContent(Revisions.content(1, "old"));
    DistroRevision changed = old.withContent(Revisions.content(1, "new"));
    store.create(old, FIRST);
    cluster.dieAfterWrites(2); // piece and head

    store.update(changed, FIRST);

    cluster.dieAfterWrites(Integer.MAX_VALUE);
    assertThat(cluster.all()).hasSize(3);
    assertThat(store().find(old.key())).contains(changed);
    store().delete(old.key(), FIRST);
    assertThat(cluster.all()).isEmpty();
  }

  @Test
  void update_byAnOlderEpoch_isFenced() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.PENDING_INSTALL);
    store.create(revision, FIRST);
    store().update(revision.withStatus(DistroStatus.FAILED, "taken over"), SECOND);

    assertThatThrownBy(
            () -> store.update(revision.withStatus(DistroStatus.DEPLOYED, "done"), FIRST))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED))
        .hasMessage(
            "cannot write revision 1 of distro 'maglev': a later run (epoch 2) has taken it over");
    assertThat(store().find(revision.key()).orElseThrow().status()).isEqualTo(DistroStatus.FAILED);
  }

  @Test
  void update_answerOfTheLastWriteLost_goesOn() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.PENDING_INSTALL);
    store.create(revision, FIRST);
    cluster.loseNextAnswer();
    assertThatThrownBy(() -> store.update(revision, FIRST)).isInstanceOf(KubeException.class);

    store.update(revision.withStatus(DistroStatus.DEPLOYED, "done"), FIRST);

    assertThat(store().find(revision.key()).orElseThrow().status())
        .isEqualTo(DistroStatus.DEPLOYED);
  }

  @Test
  void create_byAnotherRun_isFenced() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.PENDING_INSTALL);
    store.create(revision, SECOND);

    assertThatThrownBy(() -> store().create(revision, FIRST))
        .isInstanceOf(DistroLockedException.class);
  }

  @Test
  void write_fenceLost_sendsNothing() {
    Fence lost =
        new Fence() {
          @Override
          public long epoch() {
            return 1;
          }

          @Override
          public void checkHeld() {
            throw DistroLockedException.lost("maglev", "test", "");
          }
        };

    assertThatThrownBy(
            () -> store.create(Revisions.revision(1, DistroStatus.PENDING_INSTALL), lost))
        .isInstanceOf(DistroLockedException.class);
    assertThat(cluster.all()).isEmpty();
  }

  @Test
  void find_pieceAltered_isToldAsDamage() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.DEPLOYED);
    store.create(revision, FIRST);
    KubeObject piece = cluster.all().get(0);
    cluster.put(
        SecretRecord.of(
            SecretRecord.Seen.of(piece).metadataWith(Map.of()),
            "distro.maglev.io/revision-part.v1",
            Map.of("piece", new byte[] {1})));

    assertThatThrownBy(() -> store().find(revision.key()))
        .isInstanceOfSatisfying(
            RecordException.class,
            e -> assertThat(e.where().get(0).detail()).contains("was altered"))
        .hasMessage("cannot read revision 1 of distro 'maglev': the record is damaged");
  }

  @Test
  void list_readsMetadataOnly() {
    store.create(Revisions.revision(1, DistroStatus.SUPERSEDED), FIRST);
    store.create(Revisions.revision(2, DistroStatus.DEPLOYED), FIRST);
    cluster.requests.clear();

    List<RevisionEntry> entries = store.list("");

    assertThat(cluster.requests).containsExactly("listMetadata Secret");
    assertThat(entries).extracting(entry -> entry.key().revision()).containsExactlyInAnyOrder(1, 2);
    RevisionEntry first = entries.get(0);
    assertThat(first.version()).isEqualTo("1.4.0+build");
    assertThat(first.updatedAt()).isEqualTo(clock.instant());
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.releases()).containsExactly(new ReleaseKey("data", "postgres", 1));
    assertThat(first.load().content().secretParameters()).containsExactly("password");
  }

  @Test
  void prune_deletesHeadsAndPieces() {
    for (int number = 1; number <= 4; number++) {
      DistroStatus status = number == 1 ? DistroStatus.DEPLOYED : DistroStatus.FAILED;
      store.create(Revisions.revision(number, status), FIRST);
    }

    store.prune(store.history("maglev-system", "maglev"), 2, FIRST);

    assertThat(store.history("maglev-system", "maglev").entries())
        .extracting(entry -> entry.key().revision())
        .containsExactly(1, 3, 4);
    assertThat(cluster.all()).hasSize(6);
  }

  @Test
  void revision_asText_showsNoParameters() {
    DistroRevision revision = Revisions.revision(1, DistroStatus.DEPLOYED);

    assertThat(revision.toString() + revision.content()).doesNotContain("hunter2");
  }

  private static DistroRevision large() {
    return Revisions.revision(1, DistroStatus.PENDING_INSTALL)
        .withContent(Revisions.content(1, Revisions.noise(1_500_000)));
  }

  private static boolean survives(Runnable action) {
    try {
      action.run();
      return true;
    } catch (KubeException e) {
      return false;
    }
  }

  private DistroRevisionStore store() {
    return new SecretRevisionStore(cluster, clock);
  }
}
