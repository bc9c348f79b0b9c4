package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release as its record can hold it: of a large chart it leaves out what nothing reads again.
 * Rollback, {@code --reuse-values} and all that shows a release need the metadata, values,
 * manifest, hooks and notes, which always stay. Helm refuses such charts (docs/adr/0023).
 *
 * @param release without what was left out
 * @param leftOut fields of its chart, in the order in which they had to go; empty if all fits
 */
public record RecordFit(Release release, List<String> leftOut) {
  /**
   * What a new record may take, in bytes of its text: below {@link ReleaseCodec#LIMIT}, so that the
   * end of its story always finds room.
   */
  public static final int LIMIT = 1_000_000;

  /** JSON up to here fits even if nothing of it can be compressed. */
  private static final int SURELY_FITS = LIMIT / 4 * 3 - 4096;

  private static final List<String> DISPENSABLE = List.of("files", "templates", "schema", "lock");

  public RecordFit {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Leaves out as little as will do.
   *
   * @throws DistroException naming both sizes and the largest documents if all that is not enough
   */
  public static RecordFit of(Release release) {
    byte[] json = ReleaseCodec.json(release);
    List<String> leftOut = new ArrayList<>();
    if (json.length <= SURELY_FITS) {
      return new RecordFit(release, leftOut);
    }
    Release fitting = release;
    int size = ReleaseCodec.text(json).length();
    for (String field : DISPENSABLE) {
      if (size <= LIMIT) {
        break;
      }
      if (isFilled(fitting.chart().get(field))) {
        fitting = without(fitting, field);
        leftOut.add(field);
        size = ReleaseCodec.text(ReleaseCodec.json(fitting)).length();
      }
    }
    if (size > LIMIT) {
      throw new ReleaseSize(fitting).refusal(size, LIMIT);
    }
    return new RecordFit(fitting, leftOut);
  }

  private static boolean isFilled(@Nullable Object value) {
    return value != null && !List.of().equals(value) && !"".equals(value);
  }

  /** As Helm writes a chart that has no such thing. */
  private static Release without(Release release, String field) {
    Map<String, @Nullable Object> chart = new LinkedHashMap<>(release.chart());
    chart.put(field, chart.get(field) instanceof List<?> ? List.of() : null);
    return release.withChart(chart);
  }
}
