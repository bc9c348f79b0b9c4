package io.maglev.distro.cli.output;

/**
 * How many cells of a terminal a text takes. Letters of East Asia and pictographs take two, accents
 * that combine none; characters that terminals disagree about count as the wider, so that a line
 * may come out short but never wraps. Texts are free of control characters: see {@link PlainText}.
 */
public final class DisplayWidth {
  /** First and last code points that are wide: Unicode 15, East Asian Width W and F. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0,
    0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F,
    0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
    0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5,
    0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728,
    0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
    0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F,
    0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
    0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x18D00, 0x18D08, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004,
    0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680, 0x1F6FF,
    0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
  };

  /** Vowels and finals of Korean syllables are drawn into the cells of what they follow. */
  private static final int FIRST_JAMO = 0x1160;

  private static final int LAST_JAMO = 0x11FF;

  private DisplayWidth() {}

  /** The cells that the text takes. */
  public static int of(String text) {
    int cells = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      cells += of(character);
      i += Character.charCount(character);
    }
    return cells;
  }

  /**
   * The text if it fits, else as much of its beginning as fits with the mark of what is missing.
   *
   * @param ellipsis the mark
   */
  public static String cut(String text, int cells, String ellipsis) {
    if (text.length() * 2 <= cells || of(text) <= cells) {
      return text;
    }
    String mark = of(ellipsis) <= cells ? ellipsis : "";
    int room = cells - of(mark);
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      room -= of(character);
      if (room < 0) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end).stripTrailing() + mark;
  }

  /** The text with blanks behind it up to that many cells. */
  public static String pad(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - of(text)));
  }

  /** The text with blanks before it up to that many cells. */
  public static String padLeft(String text, int cells) {
    return " ".repeat(Math.max(0, cells - of(text))) + text;
  }

  private static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> {
        if (character >= FIRST_JAMO && character <= LAST_JAMO) {
          yield 0;
        }
        yield isWide(character) ? 2 : 1;
      }
    };
  }

  private static boolean isWide(int character) {
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (character < WIDE[2 * middle]) {
        high = middle - 1;
      } else if (character > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
