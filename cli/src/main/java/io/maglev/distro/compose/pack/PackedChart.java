package io.maglev.distro.compose.pack;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedChart;

/** A chart and the archive that holds it. Immutable. */
public final class PackedChart {
  private final Chart chart;
  private final byte[] archive;
  private final Digest digest;

  PackedChart(Chart chart, byte[] archive) {
    this.chart = chart;
    this.archive = archive;
    this.digest = Digest.of(archive);
  }

  /** The chart as it is read from the archive. */
  public Chart chart() {
    return chart;
  }

  /** A copy of the .tgz. */
  public byte[] archive() {
    return archive.clone();
  }

  public Digest digest() {
    return digest;
  }

  /** What a lock says of it. */
  public LockedChart locked() {
    return new LockedChart(
        chart.name(), chart.version(), chart.metadata().appVersion(), digest, archive.length);
  }

  @Override
  public String toString() {
    return chart.name() + " " + chart.version();
  }
}
