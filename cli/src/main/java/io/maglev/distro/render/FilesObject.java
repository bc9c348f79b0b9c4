package io.maglev.distro.render;

import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.Utf8;
import java.util.AbstractMap;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code .Files}: the files of a chart that are no templates, by name. Immutable. */
final class FilesObject extends AbstractMap<String, Object> implements GoObject, PlainForm {
  private final Map<String, Object> files;

  private FilesObject(Map<String, Object> files) {
    this.files = files;
  }

  static FilesObject of(List<ChartFile> files) {
    Map<String, Object> byName = new LinkedHashMap<>();
    files.forEach(file -> byName.put(file.name(), file.bytes()));
    return new FilesObject(byName);
  }

  @Override
  public String goTypeName() {
    return "engine.files";
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "Get" -> ofName(name, GoType.STRING, path -> Utf8.decode(content(path)));
          case "GetBytes" -> ofName(name, GoType.BYTES, this::content);
          case "Glob" -> ofName(name, GoType.OBJECT, this::glob);
          case "Lines" -> ofName(name, GoType.STRINGS, this::lines);
          case "AsConfig" -> ofNothing(name, a -> yaml(Utf8::decode));
          case "AsSecrets" ->
              ofNothing(name, a -> yaml(bytes -> Base64.getEncoder().encodeToString(bytes)));
          default -> null;
        });
  }

  /** A file that is not there is Go's zero value: no bytes, printed as an empty list. */
  @Override
  public Object get(Object name) {
    return files.getOrDefault(String.valueOf(name), new byte[0]);
  }

  private static TemplateFunction ofName(
      String name, GoType result, Function<String, Object> body) {
    return TemplateFunction.of(
        name, List.of(GoType.STRING), result, arguments -> body.apply(arguments.string(0)));
  }

  private static TemplateFunction ofNothing(String name, Function<Arguments, Object> body) {
    return TemplateFunction.of(name, List.of(), GoType.STRING, body::apply);
  }

  private byte[] content(String path) {
    return files.get(path) instanceof byte[] bytes ? bytes : new byte[0];
  }

  private FilesObject glob(String pattern) {
    GlobPattern compiled = GlobPattern.compile(pattern);
    Map<String, Object> found = new LinkedHashMap<>();
    files.forEach(
        (name, bytes) -> {
          if (compiled.matches(name)) {
            found.put(name, bytes);
          }
        });
    return new FilesObject(found);
  }

  private GoStrings lines(String path) {
    byte[] bytes = content(path);
    if (bytes.length == 0) {
      return new GoStrings(List.of());
    }
    String text = Utf8.decode(bytes);
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return new GoStrings(List.of(body.split("\n", -1)));
  }

  /** Of files that share a base name the last by full name stays; in Helm a random one. */
  private String yaml(Function<byte[], String> encoding) {
    Map<String, Object> byBaseName = new TreeMap<>();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) ->
                byBaseName.put(
                    name.substring(name.lastIndexOf('/') + 1), encoding.apply((byte[]) bytes)));
    return SerialisationFunctions.toYaml(byBaseName);
  }

  @Override
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    files.forEach(
        (name, bytes) -> plain.put(name, Base64.getEncoder().encodeToString((byte[]) bytes)));
    return plain;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return files.entrySet();
  }
}
