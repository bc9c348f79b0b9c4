package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.Problems;
import io.maglev.distro.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * One item of {@code spec.include}: {@code managed-services.yaml}, or {@code {manifest: ...,
 * profile: dev, only: [...], exclude: [...]}}. Immutable.
 *
 * @param only components that are taken over, all if empty
 * @param exclude what is not taken over
 */
record Include(
    Section.Text manifest,
    Optional<Section.Text> profile,
    List<Section.Text> only,
    List<Section.Text> exclude) {

  static final List<String> KEYS = List.of("manifest", "profile", "only", "exclude");

  /** The item; empty, and a problem, if it is none. */
  static Optional<Include> read(YamlNode node, Problems problems) {
    if (node.toValue() instanceof String path) {
      return Optional.of(
          new Include(new Section.Text(path, node), Optional.empty(), List.of(), List.of()));
    }
    return Section.of(node, "include", problems, KEYS)
        .flatMap(
            section ->
                section
                    .required("manifest")
                    .map(
                        manifest ->
                            new Include(
                                manifest,
                                section.text("profile"),
                                section.texts("only"),
                                section.texts("exclude"))));
  }
}
