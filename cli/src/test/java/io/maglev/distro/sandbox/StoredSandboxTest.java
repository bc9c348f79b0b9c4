package io.maglev.distro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sandbox in a file: from one process to the next, with two of them, with damage. */
@Timeout(60)
class StoredSandboxTest {
  private static final Path HOME = Path.of("/home/me");

  @TempDir private Path dir = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = dir.resolve("state/sandbox.json");
  }

  @Test
  void file_isWhereTheEnvironmentSays() {
    assertThat(StoredSandbox.file(Map.of(), HOME))
        .isEqualTo(Path.of("/home/me/.local/state/distro/sandbox.json"));
    assertThat(StoredSandbox.file(Map.of("XDG_STATE_HOME", "/var/state"), HOME))
        .isEqualTo(Path.of("/var/state/distro/sandbox.json"));
    assertThat(StoredSandbox.file(Map.of("XDG_STATE_HOME", "not/absolute"), HOME))
        .isEqualTo(Path.of("/home/me/.local/state/distro/sandbox.json"));
    assertThat(StoredSandbox.file(Map.of("DISTRO_SANDBOX", "/a/../b.json"), HOME))
        .isEqualTo(Path.of("/b.json"));
    assertThat(StoredSandbox.file(Map.of("DISTRO_SANDBOX", "b.json"), HOME)).isAbsolute();
  }

  @Test
  void closedAndOpened_goesOnAsIfNothingHadHappened() {
    SandboxGateway first = StoredSandbox.open(file);
    apply(first, configMap("a"));
    SandboxState before = first.state();
    first.close();

    try (SandboxGateway second = StoredSandbox.open(file)) {
      assertThat(second.state()).isEqualTo(before);
      KubeObject next = apply(second, configMap("b"));
      assertThat(Long.parseLong(next.resourceVersion()))
          .isEqualTo(before.counters().getOrDefault("version", 0L) + 1);
    }
  }

  @Test
  void file_andItsDirectory_areForTheirOwnerOnly() throws IOException {
    StoredSandbox.open(file).close();
    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      apply(gateway, configMap("a"));
    }

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.resolveSibling("sandbox.json.lock"))).isEqualTo("rw-------");
    assertThat(permissions(dir.resolve("state"))).isEqualTo("rwx------");
  }

  @Test
  void write_leavesNothingBesideTheFile() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file.resolveSibling("sandbox.json.part"), "left by a killed process");

    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      apply(gateway, configMap("a"));
    }

    try (Stream<Path> files = Files.list(dir.resolve("state"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("sandbox.json", "sandbox.json.lock");
    }
  }

  @Test
  void file_thatIsALink_isWrittenWhereItLeads() throws IOException {
    Path target = Files.createFile(dir.resolve("target.json"));
    Path link = Files.createSymbolicLink(dir.resolve("link.json"), target);

    try (SandboxGateway gateway = StoredSandbox.open(link)) {
      apply(gateway, configMap("a"));
    }

    assertThat(link).isSymbolicLink();
    assertThat(target).content().contains("\"name\":\"a\"");
  }

  @Test
  void change_isInTheFileSoon_withoutAnyClose() throws InterruptedException {
    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      apply(gateway, configMap("a"));

      while (configMaps(StoredSandbox.read(file)).isEmpty()) {
        Thread.sleep(10);
      }
      assertThat(configMaps(StoredSandbox.read(file))).containsExactly("a");
    }
  }

  @Test
  void processKilled_leavesAWholeStateToGoOnFrom() throws IOException {
    try (StateProcess process = StateProcess.start(file)) {
      for (int i = 0; i < 40; i++) {
        process.nextLine();
        StoredSandbox.read(file).close(); // whole at every moment
      }
      while (configMaps(StoredSandbox.read(file)).size() < 40) {
        process.nextLine();
      }
    }

    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      List<String> maps = configMaps(gateway);
      assertThat(maps).hasSizeGreaterThanOrEqualTo(40).startsWith("m0", "m1", "m2");
      assertThat(maps).last().isEqualTo("m" + (maps.size() - 1));
    }
  }

  @Test
  void secondProcess_isToldWhoIsAtWork_butMayLook() throws IOException {
    try (StateProcess process = StateProcess.start(file)) {
      process.nextLine();
      DistroException refused = failure(file);
      SandboxGateway look = StoredSandbox.read(file);

      assertThat(refused.code()).isEqualTo(ErrorCode.LOCKED);
      assertThat(refused)
          .hasMessageStartingWith("cannot change the sandbox '" + file + "': process ")
          .hasMessageContaining("process " + process.pid() + " of ");
      look.close();
    }
  }

  @Test
  void sameProcess_opensItOnceAtATime() {
    SandboxGateway first = StoredSandbox.open(file);

    assertThat(failure(file).code()).isEqualTo(ErrorCode.LOCKED);
    first.close();
    StoredSandbox.open(file).close();
  }

  @Test
  void read_changesNothingAndRefusesToWrite() {
    SandboxGateway gateway = StoredSandbox.read(file);

    assertThatThrownBy(() -> gateway.create(configMap("a"))).hasMessageContaining("to read only");
    gateway.close();

    assertThat(file).doesNotExist();
  }

  @Test
  void leases_areFreeOnceTheirProcessIsGone() {
    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      apply(
          gateway,
          object(
              "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l},"
                  + " spec: {holderIdentity: me, leaseTransitions: 7}}"));
    }

    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      KubeObject lease =
          gateway.list(KubeQuery.of("coordination.k8s.io/v1", "Lease", "default")).get(0);
      assertThat(lease.string("spec", "holderIdentity")).contains("");
      assertThat(lease.number("spec", "leaseTransitions")).contains(7L);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\":\"Distro     | unexpected end of JSON input",
        "hello                  | invalid character 'h' looking for beginning of value",
        "null                   | its document is no map",
        "[]                     | its document is no map",
        "{}                     | it is no DistroSandbox",
        "{\"kind\":\"DistroSandbox\",\"format\":1} | its counters is no map",
        "{\"kind\":\"DistroSandbox\",\"format\":1,\"counters\":{\"a\":\"b\"}} "
            + "| a counter is no number",
        "{\"kind\":\"DistroSandbox\",\"format\":1,\"counters\":{}} | its timers are no list",
        "{\"kind\":\"DistroSandbox\",\"format\":1,\"counters\":{},\"timers\":[{}]} "
            + "| a timer has no text 'due'",
        "{\"kind\":\"DistroSandbox\",\"format\":1,\"counters\":{},\"timers\":[],\"objects\":[{}]} "
            + "| an object lacks its kind, name, uid or version",
      })
  void damagedFile_isToldWithItsRemedy_andLeftAlone(String content, String reason)
      throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);

    DistroException failure = failure(file);

    assertThat(failure.code()).isEqualTo(ErrorCode.IO);
    assertThat(failure).hasMessage("cannot read the sandbox '" + file + "': " + reason);
    assertThat(failure.hint()).contains("delete it to begin with an empty sandbox");
    assertThat(file).hasContent(content);
    assertThat(failure(file).code()).as("the lock was let go").isEqualTo(ErrorCode.IO);
  }

  @Test
  void fileThatIsNoText_isToldToo() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(failure(file)).hasMessageStartingWith("cannot read the sandbox '" + file + "': ");
  }

  @Test
  void fileOfANewerDistro_isNotTouched() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"kind\":\"DistroSandbox\",\"format\":2}");

    assertThat(failure(file)).hasMessageEndingWith("its format is 2, this distro reads 1");
  }

  @Test
  void emptyFile_isAnEmptySandbox() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);

    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      assertThat(gateway.list(KubeQuery.of("v1", "Namespace", ""))).hasSize(4);
    }
  }

  @Test
  void fileTooBig_isNotEvenRead() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[(int) StateFile.LIMIT + 1]);

    assertThat(failure(file)).hasMessageEndingWith("it has 16777217 bytes, limit 16777216");
  }

  @Test
  void close_thatCannotWrite_says_so() throws IOException {
    SandboxGateway gateway = StoredSandbox.open(file);
    Files.createDirectories(file.resolveSibling("sandbox.json.part").resolve("in the way"));
    apply(gateway, configMap("a"));

    DistroException failure = catchThrowableOfType(DistroException.class, gateway::close);

    assertThat(failure.code()).isEqualTo(ErrorCode.IO);
    assertThat(failure).hasMessageStartingWith("cannot write the sandbox '" + file + "'");
    StoredSandbox.open(file).close();
  }

  @Test
  void close_ofAnInterruptedThread_writesAllTheSame() {
    SandboxGateway gateway = StoredSandbox.open(file);
    apply(gateway, configMap("a"));

    Thread.currentThread().interrupt();
    gateway.close();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(configMaps(StoredSandbox.read(file))).containsExactly("a");
  }

  @Test
  void pods_startWithinAMoment() throws InterruptedException {
    long start = System.nanoTime();
    try (SandboxGateway gateway = StoredSandbox.open(file)) {
      apply(
          gateway,
          object(
              "{apiVersion: v1, kind: Pod, metadata: {name: p},"
                  + " spec: {containers: [{name: a, image: b}]}}"));
      boolean readyAtOnce = Pods.isReady(pod(gateway));
      while (!Pods.isReady(pod(gateway))) {
        Thread.sleep(5);
      }

      assertThat(readyAtOnce).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static KubeObject pod(SandboxGateway gateway) {
    return gateway.list(KubeQuery.of("v1", "Pod", "default")).get(0);
  }

  private static DistroException failure(Path file) {
    return catchThrowableOfType(DistroException.class, () -> StoredSandbox.open(file).close());
  }

  private static List<String> configMaps(SandboxGateway gateway) {
    return gateway.list(KubeQuery.of("v1", "ConfigMap", "default")).stream()
        .map(KubeObject::name)
        .toList();
  }

  private static KubeObject apply(SandboxGateway gateway, KubeObject object) {
    return gateway.apply(object, ApplyOptions.HELM);
  }

  private static KubeObject configMap(String name) {
    return object("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}");
  }

  private static KubeObject object(String yaml) {
    return new KubeObject(YamlReader.readObject(yaml, ""));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
