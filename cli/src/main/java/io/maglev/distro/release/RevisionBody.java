package io.maglev.distro.release;

import io.maglev.distro.model.Digest;
import io.maglev.distro.yaml.GoJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  /** No sane distro gets here; it bounds what a hostile head makes us fetch. */
  static final int MOST_PIECES = 64;

  static RevisionBody of(RevisionContent content, int pieceSize) {
    byte[] json = GoJson.write(RevisionJson.write(content)).getBytes(StandardCharsets.UTF_8);
    byte[] packed = Gzip.pack(json);
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < packed.length; from += pieceSize) {
      pieces.add(Arrays.copyOfRange(packed, from, Math.min(packed.length, from + pieceSize)));
    }
    return new RevisionBody(List.copyOf(pieces));
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
