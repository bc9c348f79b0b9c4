package io.maglev.distro.yaml;

/**
 * Which styles can carry a scalar: libyaml's {@code yaml_emitter_analyze_scalar}, for block context
 * only since go-yaml writes no flow collections but empty ones.
 *
 * @param multiline holds a line break
 * @param plain may stand without quotes
 * @param singleQuoted may stand in single quotes
 * @param block may stand as a literal block
 */
record ScalarAnalysis(boolean multiline, boolean plain, boolean singleQuoted, boolean block) {
  private static final ScalarAnalysis EMPTY = new ScalarAnalysis(false, true, true, false);

  /**
   * @param tabsInBlocks true for go-yaml v3, which lets a literal block hold tabs
   */
  static ScalarAnalysis of(String text, boolean tabsInBlocks) {
    return text.isEmpty() ? EMPTY : new Scan(text, tabsInBlocks).run();
  }

  /** One pass over the text. */
  private static final class Scan {
    private final String text;
    private final boolean tabsInBlocks;
    private boolean indicators;
    private boolean tabs;
    private boolean special;
    private boolean breaks;
    private boolean breakSpace;
    private boolean spaceBreak;

    Scan(String text, boolean tabsInBlocks) {
      this.text = text;
      this.tabsInBlocks = tabsInBlocks;
    }

    ScalarAnalysis run() {
      indicators = text.startsWith("---") || text.startsWith("...");
      boolean afterSpace = false;
      boolean afterBreak = false;
      boolean afterBlank = true;
      int step;
      for (int i = 0; i < text.length(); i += step) {
        int c = text.codePointAt(i);
        step = Character.charCount(c);
        indicate(c, i, afterBlank);
        if (c == '\t' && tabsInBlocks) {
          tabs = true;
        } else {
          special |= !YamlChars.isPrintable(c);
        }
        boolean space = c == ' ';
        boolean lineBreak = YamlChars.isBreak(c);
        breakSpace |= space && afterBreak;
        spaceBreak |= lineBreak && afterSpace;
        breaks |= lineBreak;
        afterSpace = space;
        afterBreak = lineBreak;
        afterBlank = YamlChars.isBlank(c) || lineBreak || c == 0;
      }
      return result();
    }

    private void indicate(int c, int index, boolean afterBlank) {
      if (index == 0 && "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0) {
        indicators = true;
      } else if (c == ':' || (index == 0 && (c == '?' || c == '-'))) {
        indicators |= blankAfter(index);
      } else if (c == '#') {
        indicators |= afterBlank;
      }
    }

    private boolean blankAfter(int index) {
      return index + 1 >= text.length() || YamlChars.isBlank(text.charAt(index + 1));
    }

    private ScalarAnalysis result() {
      char first = text.charAt(0);
      char last = text.charAt(text.length() - 1);
      boolean edges =
          first == ' ' || YamlChars.isBreak(first) || last == ' ' || YamlChars.isBreak(last);
      boolean never = spaceBreak || special;
      boolean plain = !never && !tabs && !edges && !breakSpace && !breaks && !indicators;
      boolean singleQuoted = !never && !tabs && !breakSpace;
      return new ScalarAnalysis(breaks, plain, singleQuoted, !never && last != ' ');
    }
  }
}
