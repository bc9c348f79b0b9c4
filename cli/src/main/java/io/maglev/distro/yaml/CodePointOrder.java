package io.maglev.distro.yaml;

import java.util.Comparator;

/** Strings in the order of their UTF-8 bytes, as Go compares them. */
final class CodePointOrder implements Comparator<String> {
  static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above all others, though their units are smaller.
        boolean sx = Character.isSurrogate(x);
        boolean sy = Character.isSurrogate(y);
        return sx == sy ? Character.compare(x, y) : (sx ? 1 : -1);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
