package io.maglev.distro.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/bench-compose} measures is a distro in order, however it is worked on. */
class LargeDistroTest {
  private static final Path TEMPLATES = Path.of("src/test/resources/fixtures/large");

  @Test
  void compose_sixtyComponents_putsEachAfterAllItRequires(@TempDir Path dir) throws IOException {
    Composition large = compose(new LargeDistro(TEMPLATES, dir, 60).write());

    List<LockedComponent> components = large.lock().components();
    Set<String> before = new HashSet<>();
    for (LockedComponent component : components) {
      assertThat(before)
          .containsAll(component.requires().stream().map(Requirement::provider).toList());
      before.add(component.name());
    }
    assertThat(components).hasSize(60);
    assertThat(components).filteredOn(it -> it.requires().isEmpty()).hasSize(12);
    assertThat(components).extracting(it -> it.chart().digest()).doesNotHaveDuplicates();
    assertThat(large.lock().hooks()).hasSize(1);
    assertThat(large.rendered().values())
        .allSatisfy(it -> assertThat(it.manifest().split("\n---\n")).hasSizeGreaterThan(7));
    assertThat(large.warnings()).isEmpty();
  }

  @Test
  void compose_onOneThreadAndOnEight_givesTheSameLock(@TempDir Path dir) throws Exception {
    Path manifest = new LargeDistro(TEMPLATES, dir, 20).write();

    assertThat(on(8, manifest)).isEqualTo(on(1, manifest)).contains("\"service-");
  }

  private static String on(int threads, Path manifest)
      throws InterruptedException, ExecutionException {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      // A parallel stream runs in the pool that starts it.
      return pool.submit(() -> new String(compose(manifest).lockJson(), UTF_8)).get();
    } finally {
      pool.shutdown();
    }
  }

  private static Composition compose(Path manifest) {
    return Composer.compose(manifest, Selection.ALL, ParameterInput.NONE);
  }
}
