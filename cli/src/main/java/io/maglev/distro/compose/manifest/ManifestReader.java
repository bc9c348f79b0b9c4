package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads distro manifests and finds all that is wrong with one at once. Each file is read by itself
 * ({@link ManifestFile}), all are put together ({@link ManifestAssembler}), and only what comes out
 * is looked at closely ({@link DraftReader}). Not thread-safe.
 */
public final class ManifestReader {
  /** What {@code apiVersion} must be. */
  public static final String API_VERSION = "distro.maglev.io/v1";

  private static final int PARAMETER_LIMIT = 1000;

  private static final Comparator<SourceLocation> BY_PLACE =
      Comparator.comparing(SourceLocation::file)
          .thenComparing(SourceLocation::line)
          .thenComparing(SourceLocation::column);

  private final Path path;
  private final Problems problems = new Problems();

  private ManifestReader(Path path) {
    this.path = path;
  }

  /** The manifest in the file, as it is without a profile: see {@link #read(Path, Optional)}. */
  public static Manifest read(Path path) {
    return read(path, Optional.empty());
  }

  /**
   * The manifest in the file.
   *
   * @throws DistroException with MANIFEST_INVALID and one place a problem; USAGE if it has no such
   *     profile; YAML_INVALID if it is no YAML; IO if it cannot be read
   */
  public static Manifest read(Path path, Optional<String> profile) {
    ManifestReader reader = new ManifestReader(path);
    return reader.manifest(ManifestFile.read(path, reader.problems), profile);
  }

  /**
   * The manifest in the text, without a profile.
   *
   * @param path names it in messages, and what it names is relative to it
   * @throws DistroException as {@link #read}
   */
  static Manifest parse(String text, Path path) {
    ManifestReader reader = new ManifestReader(path);
    return reader.manifest(ManifestFile.parse(text, path, reader.problems), Optional.empty());
  }

  private Manifest manifest(Optional<ManifestFile> file, Optional<String> profile) {
    // A profile that is malformed is told as that, not as one that is missing.
    file.filter(found -> problems.isEmpty())
        .ifPresent(found -> profile.ifPresent(name -> requireProfile(found, name)));
    Optional<Manifest> manifest = file.flatMap(found -> manifest(found, profile));
    throwIfAny();
    return manifest.orElseThrow();
  }

  private void requireProfile(ManifestFile file, String profile) {
    if (!file.profiles().containsKey(profile)) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use profile '" + profile + "' of '" + path + "': there is none of that name",
          NearestName.of(profile, file.profiles().keySet())
              .map(near -> "did you mean '" + near + "'?")
              .orElse(
                  file.profiles().isEmpty()
                      ? "it has no profiles: leave out --profile"
                      : "there are " + String.join(", ", file.profiles().keySet())));
    }
  }

  private Optional<Manifest> manifest(ManifestFile file, Optional<String> profile) {
    if (file.root().get("metadata").isEmpty()) {
      file.root().missing("metadata");
    }
    Draft draft = new ManifestAssembler(problems).assemble(file, profile);
    return file.metadata().map(metadata -> manifest(file, metadata, draft, profile));
  }

  private Manifest manifest(
      ManifestFile file, Section metadata, Draft draft, Optional<String> profile) {
    String name = name(metadata);
    String version = version(metadata);
    String namespace = namespace(file.spec()).orElse(name);
    DraftReader reader = new DraftReader(draft, namespace, problems);
    checkCounts(file.spec(), draft);
    return new Manifest(
        name,
        profile.map(chosen -> variant(version, chosen)).orElse(version),
        metadata.text("description").map(Section.Text::value).orElse(""),
        kubernetes(draft),
        namespace,
        reader.parameters(),
        reader.components(),
        reader.hooks(),
        reader.externals(),
        reader.providers(),
        List.copyOf(file.profiles().keySet()),
        DraftReader.excluded(draft, namespace));
  }

  private void checkCounts(Section spec, Draft draft) {
    if (draft.members(Role.COMPONENT).isEmpty() && problems.isEmpty()) {
      spec.missing("components");
    }
    for (Role role : Role.values()) {
      spec.refuseMore(role.list(), draft.members(role).size(), role.limit());
    }
    spec.refuseMore("parameters", draft.parameters().size(), PARAMETER_LIMIT);
  }

  /** What is another content must have another version: its file and its record are told apart. */
  private static String variant(String version, String profile) {
    return version + (version.contains("+") ? "." : "+") + profile;
  }

  private String name(Section metadata) {
    Optional<Section.Text> name = metadata.required("name");
    name.flatMap(text -> Names.objection(text.value(), Names.DISTRO).map(text::problem))
        .ifPresent(problems::add);
    return name.map(Section.Text::value).orElse("");
  }

  private String version(Section metadata) {
    Optional<Section.Text> version = metadata.required("version");
    version.ifPresent(
        text -> {
          try {
            SemanticVersion.parseStrict(text.value());
          } catch (InvalidVersionException e) {
            String problem = "' is no semantic version such as 1.4.0 or 1.4.0-rc.1";
            problems.add(text.problem("'" + text.value() + problem));
          }
        });
    return version.map(Section.Text::value).orElse("");
  }

  private Optional<String> namespace(Section spec) {
    Optional<Section.Text> namespace = spec.text("namespace");
    namespace
        .flatMap(text -> Names.objection(text.value(), Names.LABEL).map(text::problem))
        .ifPresent(problems::add);
    return namespace.map(Section.Text::value);
  }

  /** The one range that holds where all do. */
  private String kubernetes(Draft draft) {
    String all = "*";
    for (Section.Text range : draft.kubernetes()) {
      try {
        all = joined(all, range.value());
      } catch (InvalidVersionException e) {
        String problem = "' is no version range, or none that can be joined with the others";
        problems.add(range.problem("'" + range.value() + problem));
      }
    }
    return all;
  }

  private static String joined(String range, String other) {
    VersionConstraint both = VersionConstraint.parse(range).and(VersionConstraint.parse(other));
    if (range.equals("*") || range.equals(other)) {
      return other;
    }
    return other.equals("*") ? range : both.toString();
  }

  /**
   * Problems come up as the parts are put together; people read them as they stand in the files.
   */
  private void throwIfAny() {
    Problems sorted = new Problems();
    problems.found().stream().distinct().sorted(BY_PLACE).forEach(sorted::add);
    int count = sorted.found().size();
    sorted.throwIfAny(
        ErrorCode.MANIFEST_INVALID,
        "cannot read manifest '" + path + "': " + (count == 1 ? "1 problem" : count + " problems"));
  }
}
