package io.maglev.distro.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveMakerTest {
  private static final ArchiveWriter WORKING =
      (scratch, archive) -> {
        Files.writeString(scratch.resolve("seen"), "classes");
        Files.writeString(archive, "archive");
        return true;
      };
  private static final ArchiveWriter INCAPABLE =
      (scratch, archive) -> {
        Files.writeString(archive, "half of it");
        return false;
      };

  @TempDir private Path dir = Path.of("");
  private Path archives = Path.of("");
  private Path jar = Path.of("");

  @BeforeEach
  void files() throws IOException {
    archives = Files.createDirectory(dir.resolve("start"));
    jar = Files.writeString(dir.resolve("distro.jar"), "jar");
  }

  @Test
  void maker_writesArchiveInItsPlace_andLeavesNoScratch() throws Exception {
    assertThat(maker("one", WORKING).make()).isTrue();

    assertThat(archives.resolve("one")).hasContent("archive");
    assertThat(names()).containsExactly("one", "one.for");
  }

  @Test
  void maker_whereJvmCannot_leavesEmptyArchive() throws Exception {
    assertThat(maker("one", INCAPABLE).make()).isFalse();

    assertThat(archives.resolve("one")).isEmptyFile();
    assertThat(names()).containsExactly("one", "one.for");
  }

  @Test
  void maker_ofArchiveThatIsThere_doesNotWriteAgain() throws Exception {
    maker("one", WORKING).make();

    assertThat(maker("one", INCAPABLE).make()).isTrue();

    assertThat(archives.resolve("one")).hasContent("archive");
  }

  @Test
  void maker_afterEmptyArchive_triesAgain() throws Exception {
    maker("one", INCAPABLE).make();

    assertThat(maker("one", WORKING).make()).isTrue();

    assertThat(archives.resolve("one")).hasContent("archive");
  }

  @Test
  void maker_whileAnotherIsAtIt_givesWay() throws Exception {
    try (FileChannel channel =
            FileChannel.open(
                archives.resolve("one.for"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();

      assertThat(maker("one", WORKING).make()).isFalse();
    }

    assertThat(archives.resolve("one")).doesNotExist();
  }

  @Test
  void maker_afterOneThatDied_clearsItsScratch() throws Exception {
    Files.writeString(
        Files.createDirectories(archives.resolve("one.new/work/deep")).resolve("file"), "left");

    assertThat(maker("one", WORKING).make()).isTrue();

    assertThat(names()).containsExactly("one", "one.for");
  }

  @Test
  void maker_deletesArchivesOfEarlierBuildsAndLostJars_keepsOthers() throws Exception {
    Path other = Files.writeString(dir.resolve("other.jar"), "jar");
    Path lost = Files.writeString(dir.resolve("lost.jar"), "jar");
    maker("earlier", WORKING).make();
    new ArchiveMaker(archives, "other", other, WORKING).make();
    new ArchiveMaker(archives, "lost", lost, WORKING).make();
    Files.delete(lost);

    maker("new", WORKING).make();

    assertThat(names()).containsExactly("new", "new.for", "other", "other.for");
  }

  private ArchiveMaker maker(String key, ArchiveWriter writer) {
    return new ArchiveMaker(archives, key, jar, writer);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(archives)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
