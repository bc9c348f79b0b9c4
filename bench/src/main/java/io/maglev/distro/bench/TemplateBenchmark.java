package io.maglev.distro.bench;

import io.maglev.distro.template.parse.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Templates: text to trees, and a loaded chart to manifests. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TemplateBenchmark {
  /** Lexing and parsing of all templates, none kept from before. */
  @Benchmark
  public void parse(ChartState state, Blackhole sink) {
    state
        .templates()
        .forEach(
            (name, text) -> sink.consume(Parser.parse(name, text, TemplateBenchmark::isFunction)));
  }

  /** A loaded chart to the bytes of its manifests; parsed templates may be kept from before. */
  @Benchmark
  public byte[] render(ChartState state) {
    return state.render();
  }

  /** As in Helm, break and continue are keywords; any other name may be a function. */
  private static boolean isFunction(String name) {
    return !name.equals("break") && !name.equals("continue");
  }
}
