package io.maglev.distro.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.oracle.RecordedRow;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what Masterminds/semver answered. */
class RecordedVersionsTest {
  static List<RecordedRow> rows() {
    return RecordedRow.read("version/semver.rows");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_evaluated_equalsTheGoLibrary(RecordedRow row) {
    if (row.failed()) {
      assertThatThrownBy(() -> evaluate(row.input()))
          .asInstanceOf(InstanceOfAssertFactories.type(InvalidVersionException.class))
          .extracting(InvalidVersionException::reason)
          .isEqualTo(row.expected());
    } else {
      assertThat(evaluate(row.input())).isEqualTo(row.expected());
    }
  }

  private static String evaluate(String input) {
    int blank = input.indexOf(' ');
    String[] arguments = arguments(input.substring(blank + 1));
    return switch (input.substring(0, blank)) {
      case "parse" -> SemanticVersion.parse(arguments[0]).toString();
      case "strict" -> SemanticVersion.parseStrict(arguments[0]).toString();
      case "compare" ->
          Integer.toString(
              SemanticVersion.parse(arguments[0]).compareTo(SemanticVersion.parse(arguments[1])));
      case "range" -> VersionConstraint.parse(arguments[0]).toString();
      case "check" -> check(arguments[0], arguments[1]);
      default -> throw new IllegalArgumentException(input);
    };
  }

  private static String check(String range, String candidate) {
    VersionConstraint constraint = VersionConstraint.parse(range);
    SemanticVersion version = SemanticVersion.parse(candidate);
    return Stream.concat(
            Stream.of(Boolean.toString(constraint.matches(version))),
            constraint.objections(version).stream())
        .collect(Collectors.joining("\n"));
  }

  private static String[] arguments(String json) {
    try {
      return new ObjectMapper().readValue(json, String[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
