package io.maglev.distro.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Requirement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementRuleTest {
  private static final List<Capability> PROVIDED =
      List.of(
          new Capability("postgres", "0.1.0"),
          new Capability("database", "16.4"),
          new Capability("database", "15.0"),
          new Capability("queue", "latest"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database | >=14  |",
        "database | <16   |",
        "postgres | *     |",
        "database | >=17  | 'provides database 16.4, database 15.0'",
        "cache    | *     | provides no cache",
        "queue    | >=1   | provides queue latest",
      })
  void objection_tellsWhatThereIs(String capability, String range, String objection) {
    assertThat(RequirementRule.objection(PROVIDED, new Requirement(capability, range, "postgres")))
        .isEqualTo(Optional.ofNullable(objection));
  }
}
