package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterSchema;
import io.maglev.distro.compose.parameter.SchemaReader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads distro manifests and finds all that is wrong with one at once. Not thread-safe. */
public final class ManifestReader {
  /** What {@code apiVersion} must be. */
  public static final String API_VERSION = "distro.maglev.io/v1";

  private static final int BYTE_LIMIT = 4 << 20;
  private static final int COMPONENT_LIMIT = 1000;
  private static final int HOOK_LIMIT = 100;
  private static final int PARAMETER_LIMIT = 1000;

  private final Path file;
  private final Problems problems = new Problems();

  private ManifestReader(Path file) {
    this.file = file;
  }

  /**
   * The manifest in the file.
   *
   * @throws DistroException with MANIFEST_INVALID and one place a problem; YAML_INVALID if it is no
   *     YAML; IO or NOT_FOUND if it cannot be read
   */
  public static Manifest read(Path file) {
    return parse(content(file), file);
  }

  /**
   * The manifest in the text.
   *
   * @param file names it in messages, and charts relative to it
   * @throws DistroException as {@link #read}
   */
  public static Manifest parse(String text, Path file) {
    return new ManifestReader(file).manifest(YamlNode.parse(text, file.toString()));
  }

  private Manifest manifest(YamlNode root) {
    Optional<Manifest> manifest =
        Section.of(root, "the manifest", problems, "apiVersion", "kind", "metadata", "spec")
            .flatMap(this::manifest);
    int count = problems.found().size();
    problems.throwIfAny(
        ErrorCode.MANIFEST_INVALID,
        "cannot read manifest '" + file + "': " + (count == 1 ? "1 problem" : count + " problems"));
    return manifest.orElseThrow();
  }

  private Optional<Manifest> manifest(Section root) {
    expect(root, "apiVersion", API_VERSION);
    expect(root, "kind", "Distro");
    Optional<Section> metadata = part(root, "metadata", "name", "version", "description");
    Optional<Section> spec =
        part(
            root, "spec", "kubernetes", "namespace", "parameters", "values", "components", "hooks");
    return metadata.flatMap(m -> spec.map(s -> manifest(m, s)));
  }

  private Optional<Section> part(Section root, String key, String... known) {
    Optional<YamlNode> node = root.get(key);
    if (node.isEmpty()) {
      root.missing(key);
    }
    return node.flatMap(part -> Section.of(part, key, problems, known));
  }

  private Manifest manifest(Section metadata, Section spec) {
    String name = name(metadata);
    String version = version(metadata);
    String description = metadata.text("description").map(Section.Text::value).orElse("");
    List<ParameterSchema> parameters = parameters(spec);
    Set<String> declared = new LinkedHashSet<>();
    spec.entries("parameters").forEach(entry -> declared.add(entry.key()));
    ValuesReader values = new ValuesReader(declared, problems);
    values.readGlobal(spec.get("values"));
    String namespace = namespace(spec).orElse(name);
    MemberReader members = new MemberReader(namespace, values, problems);
    List<ComponentSpec> components = components(spec, members);
    List<HookSpec> hooks = hooks(spec, members, components);
    return new Manifest(
        file,
        name,
        version,
        description,
        kubernetes(spec),
        namespace,
        parameters,
        components,
        hooks);
  }

  private void expect(Section root, String key, String wanted) {
    root.required(key)
        .filter(text -> !text.value().equals(wanted))
        .ifPresent(
            text ->
                problems.add(
                    text.problem("expected " + wanted + ", found '" + text.value() + "'")));
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

  private String kubernetes(Section spec) {
    Optional<Section.Text> range = spec.text("kubernetes");
    range.ifPresent(
        text -> {
          try {
            VersionConstraint.parse(text.value());
          } catch (InvalidVersionException e) {
            problems.add(text.problem("'" + text.value() + "' is no version range"));
          }
        });
    return range.map(Section.Text::value).orElse("*");
  }

  private List<ParameterSchema> parameters(Section spec) {
    List<YamlNode.Entry> entries = spec.entries("parameters");
    refuseMore(spec, "parameters", entries.size(), PARAMETER_LIMIT);
    List<ParameterSchema> schemas = new ArrayList<>();
    for (YamlNode.Entry entry : entries) {
      if (!(entry.value() instanceof YamlNode.MapNode map)) {
        problems.add(
            entry
                .value()
                .problem("parameter '" + entry.key() + "': expected a map such as {type: string}"));
        continue;
      }
      SchemaReader.read(
              entry.key(),
              map.toValue(),
              (key, problem) ->
                  problems.add(
                      map.get(key)
                          .map(value -> value.problem(problem))
                          .orElse(entry.problem(problem))))
          .ifPresent(schemas::add);
    }
    refuseSameVariable(schemas, entries);
    return schemas;
  }

  private void refuseSameVariable(List<ParameterSchema> schemas, List<YamlNode.Entry> entries) {
    Map<String, String> names = new HashMap<>();
    for (ParameterSchema schema : schemas) {
      String other = names.putIfAbsent(schema.variable(), schema.name());
      if (other != null) {
        entries.stream()
            .filter(entry -> entry.key().equals(schema.name()))
            .forEach(
                entry ->
                    problems.add(
                        entry.problem(
                            "parameters '"
                                + other
                                + "' and '"
                                + schema.name()
                                + "' have the same environment variable "
                                + schema.variable())));
      }
    }
  }

  private List<ComponentSpec> components(Section spec, MemberReader members) {
    List<YamlNode> nodes = spec.elements("components");
    if (nodes.isEmpty()) {
      spec.missing("components");
    }
    refuseMore(spec, "components", nodes.size(), COMPONENT_LIMIT);
    List<ComponentSpec> components = new ArrayList<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    for (YamlNode node : nodes) {
      members
          .component(node)
          .ifPresent(
              component -> {
                refuseDouble("component", component.name(), component.where(), seen);
                components.add(component);
              });
    }
    return components;
  }

  private List<HookSpec> hooks(Section spec, MemberReader members, List<ComponentSpec> components) {
    List<YamlNode> nodes = spec.elements("hooks");
    refuseMore(spec, "hooks", nodes.size(), HOOK_LIMIT);
    Set<String> names = new LinkedHashSet<>();
    components.forEach(component -> names.add(component.name()));
    MemberReader.Targets targets = new MemberReader.Targets(names);
    List<HookSpec> hooks = new ArrayList<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    for (YamlNode node : nodes) {
      members
          .hook(node, targets)
          .ifPresent(
              hook -> {
                refuseDouble("hook", hook.name(), hook.where(), seen);
                hooks.add(hook);
              });
    }
    return hooks;
  }

  private void refuseDouble(
      String role, String name, SourceLocation where, Map<String, SourceLocation> seen) {
    SourceLocation first = seen.putIfAbsent(name, where);
    if (first != null) {
      String detail = role + " '" + name + "' is there twice, first at line " + first.line();
      problems.add(new SourceLocation(where.file(), where.line(), where.column(), detail));
    }
  }

  private void refuseMore(Section spec, String what, int count, int limit) {
    if (count > limit) {
      SourceLocation at = spec.where();
      String detail = count + " " + what + ", limit " + limit;
      problems.add(new SourceLocation(at.file(), at.line(), at.column(), detail));
    }
  }

  private static String content(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        String reason = Files.exists(file) ? "it is no regular file" : "there is no such file";
        throw DistroException.of(
            ErrorCode.NOT_FOUND, "cannot read manifest '" + file + "': " + reason);
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
          "cannot read manifest '" + file + "': " + e,
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
