package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.Problems;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a manifest together from the files it includes, which may include others: first what they
 * bring, then what it says itself, then what its profile says. Each file is read once and, with the
 * same profile, put together once, however many ways lead to it. Not thread-safe; one use.
 */
final class ManifestAssembler {
  private static final int DEPTH_LIMIT = 16;
  private static final int FILE_LIMIT = 100;
  private static final int INCLUDE_LIMIT = 100;

  /** A file with a profile of it. */
  private record Source(Path path, Optional<String> profile) {}

  private final Problems problems;
  private final Map<Path, Optional<ManifestFile>> files = new HashMap<>();
  private final Map<Source, Draft> drafts = new HashMap<>();
  private final Deque<Path> open = new ArrayDeque<>();

  ManifestAssembler(Problems problems) {
    this.problems = problems;
  }

  /**
   * The whole of the manifest.
   *
   * @param profile one it has, or none
   */
  Draft assemble(ManifestFile top, Optional<String> profile) {
    files.put(identity(top.path()), Optional.of(top));
    return draft(top, profile);
  }

  private Draft draft(ManifestFile file, Optional<String> profile) {
    Source source = new Source(file.path(), profile);
    Draft known = drafts.get(source);
    if (known != null) {
      return known;
    }
    Draft draft = new Draft(problems);
    open.addLast(file.path());
    List<YamlNode> items = file.spec().elements("include");
    file.spec().refuseMore("includes", items.size(), INCLUDE_LIMIT);
    for (YamlNode item : items.subList(0, Math.min(items.size(), INCLUDE_LIMIT))) {
      Include.read(item, problems)
          .flatMap(include -> included(include, file))
          .ifPresent(included -> draft.absorb(included, file.layer(), item));
    }
    open.removeLast();
    draft.apply(file.layer());
    file.spec().text("kubernetes").ifPresent(draft::restrict);
    profile.map(file.profiles()::get).ifPresent(draft::apply);
    drafts.put(source, draft);
    return draft;
  }

  private Optional<Draft> included(Include include, ManifestFile from) {
    return file(include.manifest(), from)
        .filter(file -> hasProfile(file, include))
        .map(
            file -> {
              Draft whole = draft(file, include.profile().map(Section.Text::value));
              Draft chosen = new Draft(problems);
              chosen.absorb(whole, Layer.NOTHING, include.manifest().node());
              chosen.choose(include.only(), include.exclude());
              return chosen;
            });
  }

  private boolean hasProfile(ManifestFile file, Include include) {
    Optional<Section.Text> unknown =
        include.profile().filter(profile -> !file.profiles().containsKey(profile.value()));
    unknown.ifPresent(
        profile ->
            problems.add(
                profile.problem(
                    "'%s' has no profile '%s'%s"
                        .formatted(
                            file.path(),
                            profile.value(),
                            NearestName.suggestion(profile.value(), file.profiles().keySet())))));
    return unknown.isEmpty();
  }

  private Optional<ManifestFile> file(Section.Text text, ManifestFile from) {
    if (text.value().matches("[a-z][a-z0-9+.-]*://.*")) {
      return refuse(text, "only paths are supported: " + text.value());
    }
    Path path;
    try {
      path = from.path().resolveSibling(text.value()).normalize();
    } catch (InvalidPathException e) {
      return refuse(text, "expected the path of a manifest: " + e.getReason());
    }
    Path identity = identity(path);
    if (open.stream().anyMatch(opened -> identity(opened).equals(identity))) {
      String cycle =
          Stream.concat(open.stream(), Stream.of(path))
              .map(Path::toString)
              .collect(Collectors.joining(" -> "));
      return refuse(text, "includes go in a circle: " + cycle);
    }
    if (open.size() >= DEPTH_LIMIT) {
      return refuse(text, "includes are nested deeper than " + DEPTH_LIMIT + " files");
    }
    if (!files.containsKey(identity)) {
      if (files.size() >= FILE_LIMIT) {
        return refuse(text, "more than " + FILE_LIMIT + " files are included");
      }
      files.put(identity, read(path, text));
    }
    return files.getOrDefault(identity, Optional.empty());
  }

  private Optional<ManifestFile> read(Path path, Section.Text text) {
    try {
      return ManifestFile.read(path, problems);
    } catch (DistroException e) {
      if (e.where().isEmpty()) {
        problems.add(text.problem(String.valueOf(e.getMessage())));
      }
      e.where().forEach(problems::add);
      return Optional.empty();
    }
  }

  private <T> Optional<T> refuse(Section.Text text, String reason) {
    problems.add(text.problem(reason));
    return Optional.empty();
  }

  /** The same for all ways to write the path of a file. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
