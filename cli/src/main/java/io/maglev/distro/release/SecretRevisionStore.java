package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Distro revisions as Secrets of their own type, which Helm does not look at, in the distro's
 * default namespace: a head that is replaced by compare-and-set, and the content in pieces named by
 * their digests, written before the head that names them and deleted after it. Thread-safe.
 */
public final class SecretRevisionStore implements DistroRevisionStore {
  private static final String PIECE = "piece";

  private final KubeGateway gateway;
  private final Clock clock;
  private final int pieceSize;
  private final Map<RevisionKey, Known> known = new ConcurrentHashMap<>();

  public SecretRevisionStore(KubeGateway gateway, Clock clock) {
    this(gateway, clock, RevisionBody.PIECE);
  }

  /** With pieces of another size: tests want many without megabytes. */
  SecretRevisionStore(KubeGateway gateway, Clock clock, int pieceSize) {
    this.gateway = gateway;
    this.clock = clock;
    this.pieceSize = pieceSize;
  }

  @Override
  public Optional<DistroRevision> find(RevisionKey key) {
    Optional<KubeObject> secret = head(key);
    try {
      return secret.map(found -> read(key, found));
    } catch (DistroException e) {
      // A run may have replaced the content between our two reads: then the head has changed.
      Optional<KubeObject> again = head(key);
      if (versionOf(again).equals(versionOf(secret))) {
        throw RecordException.of(
            "revision %d of distro '%s'".formatted(key.revision(), key.distro()), e);
      }
      return again.map(found -> read(key, found));
    }
  }

  @Override
  public RevisionHistory history(String namespace, String distro) {
    return new RevisionHistory(entries(namespace, "," + RevisionLabels.DISTRO + "=" + distro));
  }

  @Override
  public List<RevisionEntry> list(String namespace) {
    return entries(namespace, "");
  }

  @Override
  public void create(DistroRevision revision, Fence fence) {
    RevisionKey key = revision.key();
    RevisionHead head = writeBody(revision, Known.NOTHING, fence);
    fence.checkHeld();
    try {
      KubeObject created = gateway.create(secret(head, blank(key, key.secretName()), fence));
      known.put(key, Known.of(created, head));
      sweep(key, head.pieces(), fence);
    } catch (KubeException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      Known live = requireLive(key);
      if (live.epoch() != fence.epoch()) {
        throw DistroLockedException.fenced(key, live.epoch());
      }
      replace(head, live, fence); // our own first attempt, whose answer was lost
    }
  }

  @Override
  public void update(DistroRevision revision, Fence fence) {
    RevisionKey key = revision.key();
    Known base = known.get(key);
    if (base == null) {
      base = requireLive(key);
    }
    try {
      write(revision, base, fence);
    } catch (KubeException e) {
      if (!e.isConflict()) {
        throw e;
      }
      // Labels of somebody else's, the answer to our own last write that was lost, or a writer
      // whose epoch has passed: the pieces may differ now too.
      base = requireLive(key);
      write(revision, base, fence);
    }
  }

  @Override
  public boolean delete(RevisionKey key, Fence fence) {
    fence.checkHeld();
    known.remove(key);
    boolean existed = gateway.delete(id(key, key.secretName()), DeleteOptions.BACKGROUND);
    for (String piece : pieces(key)) {
      fence.checkHeld();
      gateway.delete(id(key, piece), DeleteOptions.BACKGROUND);
    }
    return existed;
  }

  /** Names of all pieces of the revision, also of those that no head names. */
  private List<String> pieces(RevisionKey key) {
    String labels =
        "%s=%s,%s=%s,%s=%d"
            .formatted(
                RevisionLabels.RECORD, RevisionLabels.PART,
                RevisionLabels.DISTRO, key.distro(),
                RevisionLabels.REVISION, key.revision());
    return gateway
        .listMetadata(KubeQuery.of("v1", "Secret", key.namespace()).withLabels(labels))
        .stream()
        .map(KubeObject::name)
        .toList();
  }

  /** Deletes pieces that a run has left which was killed before it wrote their head. */
  private void sweep(RevisionKey key, List<Digest> current, Fence fence) {
    List<String> named = current.stream().map(it -> RevisionBody.pieceName(key, it)).toList();
    try {
      for (String piece : pieces(key)) {
        if (!named.contains(piece)) {
          fence.checkHeld();
          gateway.delete(id(key, piece), DeleteOptions.BACKGROUND);
        }
      }
    } catch (KubeException e) {
      return; // they are in nobody's way, and go with the revision
    }
  }

  private void write(DistroRevision revision, Known base, Fence fence) {
    RevisionKey key = revision.key();
    refuseIfFenced(key, base, fence);
    RevisionHead head = writeBody(revision, base, fence);
    fence.checkHeld();
    replace(head, base, fence);
    fence.checkHeld();
    deletePieces(key, base.pieces(), head.pieces());
  }

  /** Writes the pieces the head will name, except those that are there already. */
  private RevisionHead writeBody(DistroRevision revision, Known base, Fence fence) {
    if (base.content().filter(revision.content()::equals).isPresent()) {
      return new RevisionHead(revision, base.pieces()); // packing megabytes anew for each step
    }
    RevisionBody body = RevisionBody.of(revision.content(), pieceSize);
    List<Digest> digests = body.digests();
    for (int i = 0; i < digests.size(); i++) {
      if (!base.pieces().contains(digests.get(i))) {
        fence.checkHeld();
        writePiece(revision.key(), digests.get(i), body.pieces().get(i));
      }
    }
    return new RevisionHead(revision, digests);
  }

  private void writePiece(RevisionKey key, Digest digest, byte[] bytes) {
    Map<String, Object> metadata = blank(key, RevisionBody.pieceName(key, digest));
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(RevisionLabels.RECORD, RevisionLabels.PART);
    labels.put(RevisionLabels.DISTRO, key.distro());
    labels.put(RevisionLabels.REVISION, Integer.toString(key.revision()));
    metadata.put("labels", labels);
    try {
      gateway.create(SecretRecord.of(metadata, RevisionLabels.PART_TYPE, Map.of(PIECE, bytes)));
    } catch (KubeException e) {
      if (!e.isAlreadyExists()) {
        throw e;
      }
      // A killed run left it: its name is its digest, which readers check.
    }
  }

  private void replace(RevisionHead head, Known base, Fence fence) {
    KubeObject replaced = gateway.replace(secret(head, base.head().metadataWith(Map.of()), fence));
    known.put(head.revision().key(), Known.of(replaced, head));
  }

  private void deletePieces(RevisionKey key, List<Digest> old, List<Digest> current) {
    try {
      for (Digest piece : old) {
        if (!current.contains(piece)) {
          gateway.delete(id(key, RevisionBody.pieceName(key, piece)), DeleteOptions.BACKGROUND);
        }
      }
    } catch (KubeException e) {
      return; // the record is written; what it no longer names goes with the revision
    }
  }

  private KubeObject secret(RevisionHead head, Map<String, ?> metadata, Fence fence) {
    return SecretRecord.of(metadata, RevisionLabels.HEAD_TYPE, head.data())
        .withMetadata("labels", head.labels())
        .withMetadata("annotations", head.annotations(fence.epoch(), clock.instant()));
  }

  private DistroRevision read(RevisionKey key, KubeObject secret) {
    RevisionHead head = RevisionHead.read(secret, key);
    List<byte[]> pieces = new ArrayList<>();
    for (Digest digest : head.pieces()) {
      pieces.add(piece(key, digest));
    }
    DistroRevision revision = head.revision().withContent(new RevisionBody(pieces).content());
    known.put(key, Known.of(secret, new RevisionHead(revision, head.pieces())));
    return revision;
  }

  private byte[] piece(RevisionKey key, Digest digest) {
    String name = RevisionBody.pieceName(key, digest);
    KubeObject secret =
        gateway
            .get(id(key, name))
            .orElseThrow(
                () -> RecordException.unreadable("its secret '" + name + "' is gone", null));
    byte[] bytes = SecretRecord.data(secret, PIECE);
    if (!Digest.of(bytes).equals(digest)) {
      throw RecordException.unreadable("its secret '" + name + "' was altered", null);
    }
    return bytes;
  }

  private List<RevisionEntry> entries(String namespace, String moreLabels) {
    String selector = RevisionLabels.RECORD + "=" + RevisionLabels.HEAD + moreLabels;
    KubeQuery query = KubeQuery.of("v1", "Secret", namespace).withLabels(selector);
    return gateway.listMetadata(query).stream()
        .flatMap(secret -> RevisionMetadata.entry(secret, this::load).stream())
        .toList();
  }

  private DistroRevision load(RevisionKey key) {
    return find(key)
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.NOT_FOUND,
                    "cannot read revision %d of distro '%s': it was deleted meanwhile"
                        .formatted(key.revision(), key.distro())));
  }

  private Known requireLive(RevisionKey key) {
    KubeObject live =
        head(key)
            .orElseThrow(
                () ->
                    DistroException.of(
                        ErrorCode.NOT_FOUND,
                        "cannot write revision %d of distro '%s': its record is gone"
                            .formatted(key.revision(), key.distro())));
    List<Digest> pieces = RevisionHead.read(live, key).pieces();
    return new Known(SecretRecord.Seen.of(live), pieces, Optional.empty());
  }

  private Optional<KubeObject> head(RevisionKey key) {
    return gateway
        .get(id(key, key.secretName()))
        .filter(secret -> secret.string("type").orElse("").equals(RevisionLabels.HEAD_TYPE));
  }

  private static void refuseIfFenced(RevisionKey key, Known live, Fence fence) {
    if (live.epoch() > fence.epoch()) {
      throw DistroLockedException.fenced(key, live.epoch());
    }
  }

  private static String versionOf(Optional<KubeObject> secret) {
    return secret.map(KubeObject::resourceVersion).orElse("");
  }

  private static Map<String, Object> blank(RevisionKey key, String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("namespace", key.namespace());
    return metadata;
  }

  private static ResourceId id(RevisionKey key, String name) {
    return new ResourceId("v1", "Secret", key.namespace(), name);
  }

  /**
   * A head as last seen.
   *
   * @param content what its pieces hold, if they were read or written here
   */
  private record Known(
      SecretRecord.Seen head, List<Digest> pieces, Optional<RevisionContent> content) {
    static final Known NOTHING =
        new Known(new SecretRecord.Seen(new KubeObject(Map.of())), List.of(), Optional.empty());

    static Known of(KubeObject secret, RevisionHead head) {
      return new Known(
          SecretRecord.Seen.of(secret), head.pieces(), Optional.of(head.revision().content()));
    }

    long epoch() {
      return RevisionMetadata.epoch(head.metadataOnly());
    }
  }
}
