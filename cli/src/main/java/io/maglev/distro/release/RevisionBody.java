package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.GoJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a distro revision, packed and cut into pieces that fit a Secret each. A piece is
 * known by its digest, so that a new content never overwrites an old one: a run killed between two
 * writes leaves the old record whole. Immutable.
 *
 * @param pieces gzip of JSON, cut
 */
record RevisionBody(List<byte[]> pieces) {
  /** A Secret may hold 1 MiB as data; base64 and etcd's request limit want room. */
  static final int PIECE = 700 * 1024;

  private static final int NAMED = 5;

  /** No sane distro gets here; it bounds what a hostile head makes us fetch. */
  static final int MOST_PIECES = 64;

  /**
   * Packs and cuts.
   *
   * @throws DistroException naming both sizes and what is largest if it could not be read again
   */
  static RevisionBody of(RevisionContent content, int pieceSize) {
    byte[] json = GoJson.write(RevisionJson.write(content)).getBytes(StandardCharsets.UTF_8);
    if (json.length > Gzip.UNPACKED_LIMIT) {
      throw tooLarge(content, "%d bytes unpacked".formatted(json.length), Gzip.UNPACKED_LIMIT);
    }
    byte[] packed = Gzip.pack(json);
    long limit = (long) MOST_PIECES * pieceSize;
    if (packed.length > limit) {
      throw tooLarge(content, "%d bytes".formatted(packed.length), limit);
    }
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < packed.length; from += pieceSize) {
      pieces.add(Arrays.copyOfRange(packed, from, Math.min(packed.length, from + pieceSize)));
    }
    return new RevisionBody(List.copyOf(pieces));
  }

  private static DistroException tooLarge(RevisionContent content, String size, long limit) {
    Map<String, Integer> parts = new HashMap<>();
    content
        .hooks()
        .forEach(
            it -> parts.put("hook '%s' (%s)".formatted(it.name(), it.phase().text()), size(it)));
    content
        .parameters()
        .forEach((name, value) -> parts.put("parameter '" + name + "'", size(value)));
    content.components().forEach(it -> parts.put("component '" + it.name() + "'", size(it)));
    List<SourceLocation> largest =
        parts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(NAMED)
            .map(it -> SourceLocation.ofFile(it.getKey(), it.getValue() + " bytes unpacked"))
            .toList();
    return new DistroException(
        ErrorCode.DEPLOY_FAILED,
        "cannot store a revision of the distro: its record is %s, limit %d".formatted(size, limit),
        largest,
        Optional.of("make several distros of it, or the largest parts smaller"),
        null);
  }

  private static int size(RevisionHook hook) {
    return hook.manifest().length()
        + hook.objects().stream().mapToInt(it -> it.manifest().length()).sum();
  }

  private static int size(RevisionComponent component) {
    return GoJson.write(RevisionJson.component(component)).length();
  }

  private static int size(@Nullable Object parameter) {
    return GoJson.write(parameter).length();
  }

  List<Digest> digests() {
    return pieces.stream().map(Digest::of).toList();
  }

  /** Puts the pieces together again; their digests were checked one by one. */
  RevisionContent content() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    pieces.forEach(packed::writeBytes);
    String json = new String(Gzip.unpack(packed.toByteArray()), StandardCharsets.UTF_8);
    if (!(GoJson.readWhole(json) instanceof Map<?, ?> map)) {
      throw RecordException.unreadable("its content is no JSON object", null);
    }
    return RevisionJson.read(map);
  }

  /** The name of the Secret that holds a piece of a revision. */
  static String pieceName(RevisionKey key, Digest piece) {
    return key.secretName() + "." + piece.abbreviated();
  }
}
