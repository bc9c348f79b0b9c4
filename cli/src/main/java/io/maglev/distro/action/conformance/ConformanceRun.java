package io.maglev.distro.action.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Renders cases with both and compares. Thread-safe. */
public final class ConformanceRun {
  private final HelmProcess helm;
  private final Function<ConformanceCase, Rendering> distro;
  private final int repeats;

  /**
   * @param distro our rendering; it never throws
   * @param repeats how often Helm renders a case that differs, to know what it varies by itself
   */
  public ConformanceRun(
      HelmProcess helm, Function<ConformanceCase, Rendering> distro, int repeats) {
    this.helm = helm;
    this.distro = distro;
    this.repeats = repeats;
  }

  /**
   * Renders and compares all cases.
   *
   * @param each told of each finding as it comes, from many threads
   * @return findings in the order of the cases
   */
  public List<Finding> run(List<ConformanceCase> cases, int jobs, Consumer<Finding> each) {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<Finding>> running = new ArrayList<>();
      for (ConformanceCase subject : cases) {
        running.add(
            threads.submit(
                () -> {
                  Finding finding = examine(subject);
                  each.accept(finding);
                  return finding;
                }));
      }
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> one : running) {
        findings.add(one.get());
      }
      return findings;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Finding examine(ConformanceCase subject) {
    long start = System.nanoTime();
    Rendering ours = distro.apply(subject);
    long between = System.nanoTime();
    Rendering theirs = helm.render(subject);
    long end = System.nanoTime();
    Comparison comparison = Comparison.of(theirs, ours, () -> helm.render(subject), repeats);
    return new Finding(
        subject,
        comparison.verdict(),
        comparison.detail(),
        Duration.ofNanos(end - between),
        Duration.ofNanos(between - start));
  }
}
