package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterSchema;
import io.maglev.distro.compose.parameter.SchemaReader;
import io.maglev.distro.error.Problems;
import io.maglev.distro.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the parameters of a manifest that has been put together. Not thread-safe. */
final class ParameterReader {
  private final Problems problems;

  ParameterReader(Problems problems) {
    this.problems = problems;
  }

  List<ParameterSchema> read(Collection<YamlNode.Entry> entries) {
    List<ParameterSchema> schemas = new ArrayList<>();
    Map<String, String> variables = new HashMap<>();
    for (YamlNode.Entry entry : entries) {
      if (!(entry.value() instanceof YamlNode.MapNode map)) {
        problems.add(
            entry
                .value()
                .problem("parameter '" + entry.key() + "': expected a map such as {type: string}"));
        continue;
      }
      Map<String, Object> json = map.toValue();
      json.values().removeIf(Objects::isNull);
      SchemaReader.read(entry.key(), json, (key, problem) -> note(entry, map, key, problem))
          .ifPresent(
              schema -> {
                refuseSameVariable(schema, entry, variables);
                schemas.add(schema);
              });
    }
    return schemas;
  }

  private void note(YamlNode.Entry entry, YamlNode.MapNode map, String key, String problem) {
    problems.add(map.get(key).map(value -> value.problem(problem)).orElse(entry.problem(problem)));
  }

  private void refuseSameVariable(
      ParameterSchema schema, YamlNode.Entry entry, Map<String, String> variables) {
    String other = variables.putIfAbsent(schema.variable(), schema.name());
    if (other != null) {
      problems.add(
          entry.problem(
              "parameters '%s' and '%s' have the same environment variable %s"
                  .formatted(other, schema.name(), schema.variable())));
    }
  }
}
