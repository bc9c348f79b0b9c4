package io.maglev.distro.compose.parameter;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.model.ParameterAsker;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.ParameterQuestion;
import io.maglev.distro.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters a distro declares. Immutable. */
public final class Parameters {
  private static final int FILE_LIMIT = 4 << 20;

  private final Map<String, ParameterSchema> schemas = new LinkedHashMap<>();

  private Parameters(List<ParameterSchema> schemas) {
    schemas.forEach(schema -> this.schemas.put(schema.name(), schema));
  }

  public static Parameters of(List<ParameterSchema> schemas) {
    return new Parameters(schemas);
  }

  /**
   * The parameters of a bundle.
   *
   * @throws DistroException with BUNDLE_INVALID if a schema is malformed
   */
  public static Parameters of(Lock lock) {
    Problems problems = new Problems();
    List<ParameterSchema> schemas =
        lock.parameters().entrySet().stream()
            .flatMap(
                entry ->
                    SchemaReader.read(
                        entry.getKey(),
                        entry.getValue(),
                        (key, problem) ->
                            problems.add(
                                SourceLocation.ofText(
                                    "parameter '" + entry.getKey() + "': " + problem)))
                        .stream())
            .toList();
    problems.throwIfAny(
        ErrorCode.BUNDLE_INVALID, "cannot read the parameters of distro '" + lock.name() + "'");
    return new Parameters(schemas);
  }

  /** The names declared. */
  public Set<String> names() {
    return schemas.keySet();
  }

  /**
   * The value of every parameter: the one given, else its default.
   *
   * @throws DistroException with VALUES_INVALID that lists every value that is missing, unknown or
   *     not as declared; with IO if a file cannot be read
   */
  public ParameterValues resolve(ParameterInput input) {
    return resolve(input, Map.of());
  }

  /**
   * As {@link #resolve(ParameterInput)}, for an upgrade.
   *
   * @param kept what the installed distro was given: it counts where nothing is given now. What is
   *     no longer declared is left out
   */
  public ParameterValues resolve(ParameterInput input, Map<String, @Nullable Object> kept) {
    Resolution resolution = new Resolution();
    input.files().forEach(resolution::file);
    input.assignments().forEach(resolution::assignment);
    for (ParameterSchema schema : schemas.values()) {
      String variable = input.environment().get(schema.variable());
      if (variable != null && !resolution.given.containsKey(schema.name())) {
        resolution.take(schema, schema.read(variable), " from " + schema.variable());
      }
    }
    resolution.keep(kept);
    input.asker().ifPresent(resolution::ask);
    return resolution.finish();
  }

  /** One collection of values and of all that is wrong with them. */
  private final class Resolution {
    final Map<String, Object> given = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    void file(Path file) {
      if (!(YamlNode.parse(text(file), file.toString()) instanceof YamlNode.MapNode map)) {
        problems.add(SourceLocation.ofFile(file.toString(), "expected a map of names to values"));
        return;
      }
      for (YamlNode.Entry entry : map.entries()) {
        ParameterSchema schema = schemas.get(entry.key());
        if (schema == null) {
          problems.add(entry.problem(unknown(entry.key())));
        } else {
          take(schema, schema.readValue(entry.value().toValue()), "", entry.value().where());
        }
      }
    }

    void assignment(String assignment) {
      int equals = assignment.indexOf('=');
      String name = equals < 0 ? assignment : assignment.substring(0, equals);
      ParameterSchema schema = schemas.get(name);
      if (schema == null) {
        problems.add(SourceLocation.ofText(unknown(name)));
      } else if (equals < 0) {
        problems.add(SourceLocation.ofText("parameter '" + name + "': expected NAME=VALUE"));
      } else {
        String text = assignment.substring(equals + 1);
        String value = text.startsWith("@") ? content(schema, text.substring(1)) : text;
        take(schema, schema.read(value), " from --param");
      }
    }

    void keep(Map<String, @Nullable Object> kept) {
      for (ParameterSchema schema : schemas.values()) {
        Object value = kept.get(schema.name());
        if (value != null && !given.containsKey(schema.name())) {
          take(schema, schema.readValue(value), " as it is installed");
        }
      }
    }

    /** A person is troubled only if nothing else is wrong: an answer would be lost otherwise. */
    void ask(ParameterAsker asker) {
      List<ParameterSchema> missing = missing();
      if (!problems.isEmpty() || missing.isEmpty()) {
        return;
      }
      Map<String, String> answers =
          asker.ask(missing.stream().map(ParameterSchema::question).toList());
      for (ParameterSchema schema : missing) {
        String answer = answers.get(schema.name());
        if (answer != null) {
          take(schema, schema.read(answer), "");
        }
      }
    }

    void take(ParameterSchema schema, ParameterSchema.Reading reading, String from) {
      take(schema, reading, from, SourceLocation.ofText(""));
    }

    private void take(
        ParameterSchema schema, ParameterSchema.Reading reading, String from, SourceLocation at) {
      reading.value().ifPresent(value -> given.put(schema.name(), value));
      reading
          .problem()
          .ifPresent(
              problem -> {
                String detail = "parameter '" + schema.name() + "'" + from + ": " + problem;
                problems.add(new SourceLocation(at.file(), at.line(), at.column(), detail));
                given.putIfAbsent(schema.name(), "");
              });
    }

    ParameterValues finish() {
      Map<String, Object> values = new LinkedHashMap<>();
      refuse(missing());
      for (ParameterSchema schema : schemas.values()) {
        Object value = given.getOrDefault(schema.name(), schema.byDefault().orElse(""));
        values.put(schema.name(), value);
      }
      return new ParameterValues(
          values,
          schemas.values().stream()
              .filter(ParameterSchema::secret)
              .map(ParameterSchema::name)
              .collect(Collectors.toSet()));
    }

    private List<ParameterSchema> missing() {
      return schemas.values().stream()
          .filter(schema -> !given.containsKey(schema.name()) && schema.byDefault().isEmpty())
          .toList();
    }

    private void refuse(List<ParameterSchema> missing) {
      for (ParameterSchema schema : missing) {
        problems.add(
            SourceLocation.ofText(
                "parameter '" + schema.name() + "' has no default and was not given"));
      }
      Optional<String> hint =
          missing.stream()
              .findFirst()
              .map(
                  schema ->
                      (missing.size() == 1 ? "give it " : "give each ")
                          + ParameterQuestion.howToGive(schema.name(), schema.secret()));
      problems.throwIfAny(
          ErrorCode.VALUES_INVALID,
          missing.isEmpty()
              ? "cannot use the parameters given: " + count(problems.found().size())
              : "cannot go on without parameters: "
                  + missing.stream().map(ParameterSchema::name).collect(Collectors.joining(", ")),
          hint);
    }

    private String unknown(String name) {
      return "there is no parameter '" + name + "'" + NearestName.suggestion(name, names());
    }
  }

  private static String count(int problems) {
    return problems == 1 ? "1 problem" : problems + " problems";
  }

  /**
   * The content of a file as a value, without the line end that editors put last. What stands after
   * the {@code @} may be a secret that was meant literally, so a secret's is not shown.
   */
  private static String content(ParameterSchema schema, String name) {
    String text;
    try {
      text = read(Path.of(name));
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read the file of parameter '"
              + schema.name()
              + "'"
              + (schema.secret() ? "" : " '" + name + "'")
              + ": "
              + FileTrouble.reason(e),
          List.of(),
          Optional.of(
              "a value that starts with @ names a file; give one that does in a file with --params"),
          schema.secret() ? null : e);
    }
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String text(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read parameters '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.of("--params names a YAML or JSON file of names and values"),
          e);
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_LIMIT + 1);
      if (bytes.length > FILE_LIMIT) {
        throw new FileSystemException(
            file.toString(), null, "it has more than " + FILE_LIMIT + " bytes, the limit");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
