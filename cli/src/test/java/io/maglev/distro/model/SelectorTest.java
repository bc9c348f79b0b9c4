package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

  @ParameterizedTest
  @CsvSource({
    "kong, kong, CORE_ADDON, true",
    "kong, idm, CORE_ADDON, false",
    "kind=core-addon, kong, CORE_ADDON, true",
    "kind=core-addon, redis, MANAGED_SERVICE, false",
    "kind=managed-service, redis, MANAGED_SERVICE, true",
    "kind=redis, redis, MANAGED_SERVICE, false",
    "core-addon, kong, CORE_ADDON, false",
  })
  void chooses_byNameOrKind(String text, String name, ComponentKind kind, boolean chosen) {
    assertThat(new Selector(text).chooses(name, kind)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({
    "kong, ''",
    "kind=core-addon, ''",
    "kong2, 'there is no component ''kong2''; did you mean ''kong''?'",
    "other, there is no component 'other'",
    "kind=addon, kind 'addon' is neither managed-service nor core-addon",
    "kind=, kind '' is neither managed-service nor core-addon",
  })
  void objection_tellsWhatIsWrong(String text, String problem) {
    assertThat(new Selector(text).objection("component", List.of("kong", "idm")).orElse(""))
        .isEqualTo(problem);
  }
}
