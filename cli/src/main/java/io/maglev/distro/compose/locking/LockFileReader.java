package io.maglev.distro.compose.locking;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.Problems;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads lock files, strictly: what somebody changed by hand must not pass. Not thread-safe. */
public final class LockFileReader {
  private static final int BYTE_LIMIT = 16 << 20;
  private static final List<String> ROOT = List.of("apiVersion", "kind", "plain", "profiles");
  private static final List<String> PINS = List.of("components", "hooks");
  private static final List<String> PIN = List.of("chart", "name", "version", "digest", "requires");

  private final Problems problems = new Problems();

  private LockFileReader() {}

  /**
   * The lock file at the path.
   *
   * @throws DistroException with IO if there is none, MANIFEST_INVALID or YAML_INVALID if it is
   *     malformed, IO if it cannot be read
   */
  public static LockFile read(Path file) {
    return parse(content(file), file.toString());
  }

  /**
   * The lock file of that text.
   *
   * @param file names it in messages
   * @throws DistroException as {@link #read}
   */
  static LockFile parse(String text, String file) {
    LockFileReader reader = new LockFileReader();
    LockFile lock = reader.lock(YamlNode.parse(text, file));
    reader.problems.throwIfAny(
        ErrorCode.MANIFEST_INVALID,
        "cannot read lock file '" + file + "'",
        Optional.of("write it anew with 'distro lock'"));
    return lock;
  }

  private LockFile lock(YamlNode root) {
    Map<String, YamlNode> parts = fields(root, "the lock file", ROOT);
    expect(root, parts, "apiVersion", LockFileWriter.API_VERSION);
    expect(root, parts, "kind", LockFileWriter.KIND);
    Optional<Pins> plain = Optional.ofNullable(parts.get("plain")).map(this::pins);
    return new LockFile(plain, members(parts, "profiles", this::pins));
  }

  private void expect(YamlNode root, Map<String, YamlNode> parts, String key, String wanted) {
    YamlNode found = parts.get(key);
    if (found == null) {
      problems.add(root.problem("the lock file has no " + key));
    } else if (!wanted.equals(found.toValue())) {
      problems.add(found.problem("expected " + wanted + ", found '" + found.toValue() + "'"));
    }
  }

  private Pins pins(YamlNode node) {
    Map<String, YamlNode> parts = fields(node, "plain or a profile", PINS);
    return new Pins(members(parts, "components", this::pin), members(parts, "hooks", this::pin));
  }

  private Pin pin(YamlNode node) {
    Map<String, YamlNode> parts = fields(node, "a component or hook", PIN);
    String digest = text(node, parts, "digest");
    return new Pin(
        text(node, parts, "chart"),
        text(node, parts, "name"),
        text(node, parts, "version"),
        digest(parts, digest),
        members(parts, "requires", this::provider));
  }

  /** A digest of nothing where there is none; the problem is noted. */
  private Digest digest(Map<String, YamlNode> parts, String text) {
    try {
      return Digest.parse(text);
    } catch (DistroException e) {
      YamlNode node = parts.get("digest");
      if (node != null) {
        problems.add(node.problem("'" + text + "' is no digest; expected sha256:<64 hex digits>"));
      }
      return Digest.of(new byte[0]);
    }
  }

  private String text(YamlNode owner, Map<String, YamlNode> parts, String key) {
    YamlNode node = parts.get(key);
    if (node != null) {
      return text(node, key);
    }
    if (owner instanceof YamlNode.MapNode) {
      problems.add(owner.problem("there is no " + key));
    }
    return "";
  }

  private String provider(YamlNode node) {
    return text(node, "provider");
  }

  private String text(YamlNode node, String what) {
    if (node.toValue() instanceof String text && !text.isEmpty()) {
      return text;
    }
    problems.add(node.problem(what + ": expected a text"));
    return "";
  }

  private <T> Map<String, T> members(
      Map<String, YamlNode> parts, String key, Function<YamlNode, T> reading) {
    Map<String, T> members = new LinkedHashMap<>();
    YamlNode node = parts.get(key);
    if (node instanceof YamlNode.MapNode map) {
      map.entries().forEach(entry -> members.put(entry.key(), reading.apply(entry.value())));
    } else if (node != null) {
      problems.add(node.problem(key + ": expected a map"));
    }
    return members;
  }

  private Map<String, YamlNode> fields(YamlNode node, String what, List<String> known) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    if (!(node instanceof YamlNode.MapNode map)) {
      problems.add(node.problem(what + ": expected a map"));
      return fields;
    }
    for (YamlNode.Entry entry : map.entries()) {
      if (known.contains(entry.key())) {
        fields.put(entry.key(), entry.value());
      } else {
        problems.add(
            entry.problem(
                "unknown key '%s' in %s%s"
                    .formatted(entry.key(), what, NearestName.suggestion(entry.key(), known))));
      }
    }
    return fields;
  }

  private static String content(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot read lock file '" + file + "': there is no such file",
          "make it with 'distro lock'");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw DistroException.of(
            ErrorCode.MANIFEST_INVALID,
            "cannot read lock file '" + file + "': it is over " + BYTE_LIMIT + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw DistroException.of(
          ErrorCode.YAML_INVALID, "cannot read lock file '" + file + "': it is not UTF-8 text");
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read lock file '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
