package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.cli.Ran;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
  @Test
  void schema_isPrintedAsJson() throws IOException {
    Ran ran = Ran.distro("schema");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    JsonNode schema = new ObjectMapper().readTree(ran.out());
    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(ran.out()).endsWith("}\n");
  }
}
