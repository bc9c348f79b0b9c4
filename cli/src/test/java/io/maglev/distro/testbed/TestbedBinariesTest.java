package io.maglev.distro.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestbedBinariesTest {
  private final Path dir;

  TestbedBinariesTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void find_namedByTheEnvironment_isThatOne() throws IOException {
    Path helm = program("my-helm", "exit 1");
    program("testbed/build", "exit 1");

    Path found = binaries(Map.of("HELM_BIN", helm.toString())).find(TestbedBinaries.HELM);

    assertThat(found).isEqualTo(helm);
  }

  @Test
  void find_namedButNoProgram_isMissingRatherThanBuilt() throws IOException {
    program("testbed/build", "echo /built");
    TestbedBinaries binaries = binaries(Map.of("DISTRO_TESTBED_BIN", "/no/such/program"));

    assertThatThrownBy(() -> binaries.find(TestbedBinaries.CONTROL_PLANE))
        .isInstanceOf(TestbedBinaries.MissingException.class)
        .hasMessage("DISTRO_TESTBED_BIN names '/no/such/program', which is no program");
  }

  @Test
  void find_notNamed_isBuiltByTheScript() throws IOException {
    program("testbed/build", "echo /built/for$1-$2");

    Path found = binaries(Map.of()).find(TestbedBinaries.CONTROL_PLANE);

    assertThat(found).isEqualTo(Path.of("/built/for--only-controlplane/controlplane"));
  }

  @Test
  void find_scriptFails_isMissing() throws IOException {
    program("testbed/build", "exit 3");
    TestbedBinaries binaries = binaries(Map.of());

    assertThatThrownBy(() -> binaries.find(TestbedBinaries.HELM))
        .isInstanceOf(TestbedBinaries.MissingException.class)
        .hasMessage("'testbed/build --only helm' ended with 3");
  }

  private TestbedBinaries binaries(Map<String, String> environment) {
    return new TestbedBinaries(environment, dir);
  }

  private Path program(String name, String line) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
