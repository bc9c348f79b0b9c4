package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the examples that document the functions. */
class FunctionTableTest {
  static Stream<String> lines() {
    return Functions.families(Templates.CONTEXT).stream().flatMap(family -> family.table().lines());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void example_rendered_givesItsOutput(String line) {
    String[] columns = line.split(" \\| (?=\\{\\{)|(?<=}}) \\| |(?<=}}ok) \\| ", 3);

    assertThat(Templates.render(columns[1], Map.of())).isEqualTo(columns[2]);
  }
}
