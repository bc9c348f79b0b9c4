package io.maglev.distro.bench;

import io.maglev.distro.yaml.GoYaml;
import io.maglev.distro.yaml.YamlReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** YAML as {@code toYaml} writes it and as values and manifests are read. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class YamlBenchmark {
  /** {@code toYaml} of the chart's values. */
  @Benchmark
  public String emitValues(ChartState state) {
    return GoYaml.write(state.values());
  }

  /** {@code toYaml} of a list of all objects that the chart renders to. */
  @Benchmark
  public String emitManifests(ChartState state) {
    return GoYaml.write(state.manifests());
  }

  /** {@code values.yaml}. */
  @Benchmark
  public Object parseValues(ChartState state) {
    return YamlReader.readMap(state.valuesText(), "values.yaml");
  }

  /** The stream of all objects that the chart renders to. */
  @Benchmark
  public Object parseManifests(ChartState state) {
    return YamlReader.readObjects(state.manifestText(), "");
  }
}
