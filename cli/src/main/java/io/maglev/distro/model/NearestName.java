package io.maglev.distro.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant, for hints. */
public final class NearestName {
  private static final int MOST_EDITS = 2;

  /** Longer names are never worth the work; they come from hostile input. */
  private static final int LONGEST = 100;

  private NearestName() {}

  /** The known name at most two edits away, the first of the nearest; empty if there is none. */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    int most = Math.min(MOST_EDITS, name.length() - 1);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
        .filter(candidate -> distance(candidate, name) <= most)
        .min(Comparator.comparingInt(candidate -> distance(candidate, name)));
  }

  /** {@code ; did you mean 'x'?}, or nothing if no known name is near. */
  public static String suggestion(String name, Collection<String> known) {
    return of(name, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
