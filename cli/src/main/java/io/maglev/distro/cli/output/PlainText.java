package io.maglev.distro.cli.output;

import java.util.regex.Pattern;

/**
 * Text for a terminal, free of what could steer it: names and descriptions may come from manifests
 * and bundles of strangers.
 */
public final class PlainText {
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");
  private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** They ask for another picture of what is before them; terminals disagree on its width. */
  private static final Pattern VARIATION = Pattern.compile("[\\uFE00-\\uFE0F]");

  private PlainText() {}

  /** The text with line breaks and tabs kept. */
  public static String lines(String text) {
    return STEERING.matcher(text).replaceAll("?");
  }

  /** The text as one line. */
  public static String line(String text) {
    return VARIATION.matcher(BREAKING.matcher(text).replaceAll(" ")).replaceAll("");
  }
}
