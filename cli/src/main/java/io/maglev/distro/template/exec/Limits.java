package io.maglev.distro.template.exec;

import java.time.Duration;

/**
 * What the rendering of one chart may use, since templates come from strangers. Immutable.
 *
 * @param depth how deep templates may call templates; Go allows 100000
 * @param outputChars how long the output of one template, and of all together, may get
 * @param steps how many loop iterations, template calls and function calls there may be; a call of
 *     a slow function counts as many
 * @param time how long it may take
 */
public record Limits(int depth, int outputChars, long steps, Duration time) {
  /** Far beyond what any chart needs; stops those that would never end. */
  public static final Limits DEFAULT =
      new Limits(100_000, 64 << 20, 50_000_000L, Duration.ofMinutes(2));
}
