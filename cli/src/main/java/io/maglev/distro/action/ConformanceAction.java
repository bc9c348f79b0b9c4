package io.maglev.distro.action;

import io.maglev.distro.action.conformance.CaseFinder;
import io.maglev.distro.action.conformance.ConformanceCase;
import io.maglev.distro.action.conformance.ConformanceRun;
import io.maglev.distro.action.conformance.Finding;
import io.maglev.distro.action.conformance.HelmProcess;
import io.maglev.distro.action.conformance.Rendering;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares our rendering of somebody's charts with the real Helm's. */
public final class ConformanceAction {

  /**
   * What is asked for.
   *
   * @param valuesGlobs which files of a chart are values too, beside those of its {@code ci/}
   * @param helm name or path of a helm binary
   * @param jobs how many cases at once
   * @param repeats how often Helm renders a case that differs
   */
  public record Request(
      Path folder, List<String> valuesGlobs, String helm, int jobs, int repeats) {}

  /** Follows it; told from many threads. */
  public interface Watch {
    /** Told once, before any finding. */
    void begins(int cases);

    void found(Finding finding);
  }

  /** What came of it, in the order of the cases. */
  public record Result(Path root, String helmVersion, List<Finding> findings) {}

  /**
   * Renders every chart below the folder with both.
   *
   * @throws DistroException if there are no charts, or no Helm
   */
  public Result run(Request request, Watch watch) {
    List<ConformanceCase> cases = CaseFinder.find(request.folder(), request.valuesGlobs());
    try (HelmProcess helm = HelmProcess.of(request.helm())) {
      String version = helm.version();
      watch.begins(cases.size());
      List<Finding> findings =
          new ConformanceRun(helm, ConformanceAction::render, request.repeats())
              .run(cases, request.jobs(), watch::found);
      return new Result(request.folder().toAbsolutePath().normalize(), version, findings);
    }
  }

  @SuppressWarnings("CatchingThrowable") // whatever escapes is what this looks for
  private static Rendering render(ConformanceCase subject) {
    try {
      return Rendering.Output.of(
          new TemplateChartAction().run(request(subject), InputStream.nullInputStream()).output());
    } catch (DistroException e) {
      if (e.code() == ErrorCode.INTERNAL) {
        return new Rendering.Crash(String.valueOf(e.getMessage()));
      }
      List<String> texts = new ArrayList<>();
      e.where().stream().map(SourceLocation::toString).forEach(texts::add);
      texts.add(String.valueOf(e.getMessage()));
      return new Rendering.Refusal(texts);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Rendering.Crash(e.toString());
    }
  }

  private static TemplateChartAction.Request request(ConformanceCase subject) {
    List<String> files = subject.values().map(Path::toString).stream().toList();
    return new TemplateChartAction.Request(
        "release-name",
        subject.chart(),
        "default",
        new ChartValues(files, List.of(), List.of(), List.of(), List.of(), List.of()),
        new TemplateChartAction.Flags(
            Optional.empty(), List.of(), false, List.of(), false, false, false, false));
  }
}
