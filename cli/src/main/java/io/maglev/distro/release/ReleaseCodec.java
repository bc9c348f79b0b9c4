package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.yaml.GoJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The text under {@code data.release} of Helm's Secrets: base64 of gzip of JSON ({@code
 * encodeRelease} and {@code decodeRelease} of Helm's storage driver). The API adds one more base64
 * around it on the wire, which is the store's business.
 */
public final class ReleaseCodec {
  /** What a Secret may hold, in bytes of the text; the API server refuses more. */
  public static final int LIMIT = 1_048_576;

  private ReleaseCodec() {}

  /**
   * The release as Helm 3.22 and Helm 4 read it; labels are not part of it.
   *
   * @throws DistroException naming both sizes and the largest documents if it exceeds {@link
   *     #LIMIT}
   */
  public static String encode(Release release) {
    String text = text(json(release));
    if (text.length() > LIMIT) {
      throw new ReleaseSize(release).refusal(text.length(), LIMIT);
    }
    return text;
  }

  static byte[] json(Release release) {
    return GoJson.write(ReleaseJson.write(release)).getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] json) {
    return Base64.getEncoder().encodeToString(Gzip.pack(json));
  }

  /**
   * Reads what any Helm wrote, plain JSON from before compression too.
   *
   * @param labels of the Secret, without Helm's own
   * @throws RecordException if the text is damaged
   */
  public static Release decode(String text, Map<String, String> labels) {
    byte[] bytes = decodeBase64(text);
    byte[] json = Gzip.isPacked(bytes) ? Gzip.unpack(bytes) : bytes;
    Object object = GoJson.readWhole(new String(json, StandardCharsets.UTF_8));
    if (!(object instanceof Map<?, ?> map)) {
      throw RecordException.unreadable("it is no JSON object", null);
    }
    return ReleaseJson.read(map, labels);
  }

  private static byte[] decodeBase64(String text) {
    try {
      // Go's decoder skips line ends too.
      return Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
    } catch (IllegalArgumentException e) {
      throw RecordException.unreadable("it is no base64", e);
    }
  }
}
