package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order go-yaml writes map keys in ({@code keyList.Less}): digits by their value, other signs
 * before letters, so {@code a2} comes before {@code a10}.
 */
final class NaturalKeyOrder implements Comparator<String> {
  static final NaturalKeyOrder VERSION_2 = new NaturalKeyOrder(false);

  /** As version 2, but after a digit letters come before other signs. */
  static final NaturalKeyOrder VERSION_3 = new NaturalKeyOrder(true);

  private static final int SMALL = 12;

  private final boolean lettersFirstAfterDigit;

  private NaturalKeyOrder(boolean lettersFirstAfterDigit) {
    this.lettersFirstAfterDigit = lettersFirstAfterDigit;
  }

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    int step;
    for (int i = 0; i < length; i += step) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      step = Character.charCount(x);
      if (x != y) {
        return compareFrom(a, b, i);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Sorts by key with a plain merge sort: the order is not quite transitive for some mixes of
   * digits, which the JDK's sort would answer with an exception.
   */
  <V extends @Nullable Object> void sort(List<Map.Entry<String, V>> entries) {
    if (entries.size() <= SMALL) {
      insertionSort(entries);
      return;
    }
    int middle = entries.size() / 2;
    List<Map.Entry<String, V>> left = new ArrayList<>(entries.subList(0, middle));
    List<Map.Entry<String, V>> right = new ArrayList<>(entries.subList(middle, entries.size()));
    sort(left);
    sort(right);
    int l = 0;
    int r = 0;
    for (int i = 0; i < entries.size(); i++) {
      boolean takeLeft =
          r == right.size()
              || (l < left.size() && compare(left.get(l).getKey(), right.get(r).getKey()) <= 0);
      entries.set(i, takeLeft ? left.get(l++) : right.get(r++));
    }
  }

  private <V extends @Nullable Object> void insertionSort(List<Map.Entry<String, V>> entries) {
    for (int i = 1; i < entries.size(); i++) {
      Map.Entry<String, V> entry = entries.get(i);
      int target = i;
      while (target > 0 && compare(entry.getKey(), entries.get(target - 1).getKey()) < 0) {
        entries.set(target, entries.get(target - 1));
        target--;
      }
      entries.set(target, entry);
    }
  }

  private int compareFrom(String a, String b, int i) {
    int x = a.codePointAt(i);
    int y = b.codePointAt(i);
    boolean letterX = Character.isLetter(x);
    boolean letterY = Character.isLetter(y);
    if (letterX && letterY) {
      return Integer.compare(x, y);
    }
    if (letterX || letterY) {
      boolean digitBefore = i > 0 && Character.isDigit(a.codePointBefore(i));
      boolean lettersFirst = lettersFirstAfterDigit && digitBefore;
      return letterX == lettersFirst ? -1 : 1;
    }
    long start = (x == '0' || y == '0') && followsNumber(a, i) ? 1 : 0;
    long numberA = number(a, i, start);
    long numberB = number(b, i, start);
    if (numberA != numberB) {
      return Long.compare(numberA, numberB);
    }
    int endA = endOfNumber(a, i);
    int endB = endOfNumber(b, i);
    return endA != endB ? Integer.compare(endA, endB) : Integer.compare(x, y);
  }

  /** True if the digits before {@code i} are not all zero, so that a zero here counts. */
  private static boolean followsNumber(String text, int i) {
    for (int j = i - 1; j >= 0 && Character.isDigit(text.charAt(j)); j--) {
      if (text.charAt(j) != '0') {
        return true;
      }
    }
    return false;
  }

  private static long number(String text, int from, long start) {
    long value = start;
    int end = endOfNumber(text, from);
    for (int i = from; i < end; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
