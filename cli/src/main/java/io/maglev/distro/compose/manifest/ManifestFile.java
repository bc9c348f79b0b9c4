package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.Problems;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One manifest as it is written: nothing it includes is looked at, nothing it names is read.
 * Immutable.
 *
 * @param metadata empty where there is none, which a file that is included may do without
 * @param profiles by name, in the order written
 */
record ManifestFile(
    Path path,
    Section root,
    Optional<Section> metadata,
    Section spec,
    Layer layer,
    Map<String, Layer> profiles) {
  static final List<String> KEYS = List.of("apiVersion", "kind", "metadata", "spec");
  static final List<String> METADATA_KEYS = List.of("name", "version", "description");
  static final List<String> SPEC_KEYS =
      and(LayerReader.KEYS, "kubernetes", "namespace", "include", "profiles");
  static final List<String> PROFILE_KEYS = and(LayerReader.KEYS, "only");

  private static final int BYTE_LIMIT = 4 << 20;
  private static final int PROFILE_LIMIT = 100;

  ManifestFile {
    profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
  }

  /**
   * The manifest in the file; empty, and problems, if it has no spec.
   *
   * @throws DistroException with YAML_INVALID if it is no YAML; IO if it cannot be read
   */
  static Optional<ManifestFile> read(Path path, Problems problems) {
    return parse(content(path), path, problems);
  }

  /** As {@link #read}, of a text. */
  static Optional<ManifestFile> parse(String text, Path path, Problems problems) {
    YamlNode root = YamlNode.parse(text, path.toString());
    return Section.of(root, "the manifest", problems, KEYS)
        .flatMap(section -> of(path, section, problems));
  }

  private static Optional<ManifestFile> of(Path path, Section root, Problems problems) {
    expect(root, "apiVersion", ManifestReader.API_VERSION, problems);
    expect(root, "kind", "Distro", problems);
    Optional<Section> metadata = part(root, "metadata", METADATA_KEYS, problems);
    if (root.get("spec").isEmpty()) {
      root.missing("spec");
    }
    return part(root, "spec", SPEC_KEYS, problems)
        .map(
            spec ->
                new ManifestFile(
                    path,
                    root,
                    metadata,
                    spec,
                    new LayerReader(problems).read(spec),
                    profiles(spec, problems)));
  }

  private static List<String> and(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static void expect(Section root, String key, String wanted, Problems problems) {
    root.required(key)
        .filter(text -> !text.value().equals(wanted))
        .ifPresent(
            text ->
                problems.add(
                    text.problem("expected " + wanted + ", found '" + text.value() + "'")));
  }

  private static Optional<Section> part(
      Section root, String key, List<String> known, Problems problems) {
    return root.get(key).flatMap(part -> Section.of(part, key, problems, known));
  }

  private static Map<String, Layer> profiles(Section spec, Problems problems) {
    List<YamlNode.Entry> entries = spec.entries("profiles");
    spec.refuseMore("profiles", entries.size(), PROFILE_LIMIT);
    Map<String, Layer> profiles = new LinkedHashMap<>();
    for (YamlNode.Entry entry : entries) {
      Names.objection(entry.key(), Names.PROFILE)
          .ifPresent(objection -> problems.add(entry.problem(objection)));
      Section.of(entry.value(), "profile '" + entry.key() + "'", problems, PROFILE_KEYS)
          .ifPresent(section -> profiles.put(entry.key(), new LayerReader(problems).read(section)));
    }
    return profiles;
  }

  private static String content(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        String reason = Files.exists(file) ? "it is no regular file" : "there is no such file";
        throw DistroException.of(ErrorCode.IO, "cannot read manifest '" + file + "': " + reason);
      }
      long size = Files.size(file);
      if (size > BYTE_LIMIT) {
        throw DistroException.of(
            ErrorCode.MANIFEST_INVALID,
            "cannot read manifest '" + file + "': it is " + size + " bytes, limit " + BYTE_LIMIT);
      }
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw DistroException.of(
          ErrorCode.YAML_INVALID, "cannot read manifest '" + file + "': it is not UTF-8 text");
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read manifest '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
