package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.yaml.GoJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressFormTest {
  private static final Map<String, String> JSON = Map.of("DISTRO_PROGRESS", "json");

  @Test
  void environment_namesAForm() {
    assertThat(ProgressForm.of(Map.of())).isEqualTo(ProgressForm.AUTO);
    assertThat(ProgressForm.of(JSON)).isEqualTo(ProgressForm.JSON);
    assertThatThrownBy(() -> ProgressForm.of(Map.of("DISTRO_PROGRESS", "loud")))
        .hasMessage("cannot use DISTRO_PROGRESS 'loud': there is no such form");
  }

  @Test
  void wantsJson_lastArgumentWinsOverTheEnvironment() {
    assertThat(ProgressForm.wantsJson(List.of("install", "--progress", "JSON"), Map.of())).isTrue();
    assertThat(ProgressForm.wantsJson(List.of("--progress=json"), Map.of())).isTrue();
    assertThat(ProgressForm.wantsJson(List.of("install"), JSON)).isTrue();
    assertThat(ProgressForm.wantsJson(List.of("--progress=plain"), JSON)).isFalse();
    assertThat(ProgressForm.wantsJson(List.of("--progress"), Map.of())).isFalse();
  }

  @Test
  void errors_forPrograms_areJsonEvenIfTheArgumentsAreWrong() {
    Ran ran = Ran.distro("install", "--progress=json", "--nope", "x.tar");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1);
    assertThat(GoJson.readMap(ran.err()))
        .containsEntry("event", "error")
        .containsEntry("code", "USAGE")
        .containsEntry("exit", 2.0)
        .containsEntry("hint", "run 'distro install --help'")
        .containsEntry("at", List.of());
  }

  @Test
  void errors_ofCommandsWithoutProgress_followTheEnvironment() {
    Ran ran = Ran.distro(JSON, "", "inspect", "no-such.tar");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(GoJson.readMap(ran.err())).containsEntry("code", "IO");
  }

  @Test
  void option_unknownForm_isAUsageError() {
    assertThat(Ran.distro("install", "--progress", "loud", "x.tar").err())
        .startsWith("error: cannot run 'distro install': invalid value for option '--progress'");
  }
}
