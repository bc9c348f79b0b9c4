package io.maglev.distro.template.func;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of Go's {@code time} package, cut into its elements: it shows how the reference time,
 * {@code Mon Jan 2 15:04:05 MST 2006}, would look.
 */
final class GoLayout {
  /** What an element stands for. */
  enum Field {
    LITERAL,
    YEAR,
    LONG_YEAR,
    MONTH,
    LONG_MONTH,
    NUM_MONTH,
    ZERO_MONTH,
    WEEKDAY,
    LONG_WEEKDAY,
    DAY,
    UNDER_DAY,
    ZERO_DAY,
    UNDER_YEAR_DAY,
    ZERO_YEAR_DAY,
    HOUR,
    HOUR12,
    ZERO_HOUR12,
    MINUTE,
    ZERO_MINUTE,
    SECOND,
    ZERO_SECOND,
    UPPER_PM,
    LOWER_PM,
    ZONE_NAME,
    ZONE_OFFSET,
    FRACTION_ZEROS,
    FRACTION_NINES
  }

  /** One element; the text is as written in the layout. */
  record Element(Field field, String text) {}

  /** Longer ones first where one begins with another. */
  private static final List<Element> ELEMENTS =
      List.of(
          new Element(Field.LONG_MONTH, "January"),
          new Element(Field.MONTH, "Jan"),
          new Element(Field.LONG_WEEKDAY, "Monday"),
          new Element(Field.WEEKDAY, "Mon"),
          new Element(Field.ZONE_NAME, "MST"),
          new Element(Field.ZERO_YEAR_DAY, "002"),
          new Element(Field.ZERO_MONTH, "01"),
          new Element(Field.ZERO_DAY, "02"),
          new Element(Field.ZERO_HOUR12, "03"),
          new Element(Field.ZERO_MINUTE, "04"),
          new Element(Field.ZERO_SECOND, "05"),
          new Element(Field.YEAR, "06"),
          new Element(Field.HOUR, "15"),
          new Element(Field.NUM_MONTH, "1"),
          new Element(Field.LONG_YEAR, "2006"),
          new Element(Field.DAY, "2"),
          new Element(Field.UNDER_YEAR_DAY, "__2"),
          new Element(Field.UNDER_DAY, "_2"),
          new Element(Field.HOUR12, "3"),
          new Element(Field.MINUTE, "4"),
          new Element(Field.SECOND, "5"),
          new Element(Field.UPPER_PM, "PM"),
          new Element(Field.LOWER_PM, "pm"),
          new Element(Field.ZONE_OFFSET, "-070000"),
          new Element(Field.ZONE_OFFSET, "-07:00:00"),
          new Element(Field.ZONE_OFFSET, "-0700"),
          new Element(Field.ZONE_OFFSET, "-07:00"),
          new Element(Field.ZONE_OFFSET, "-07"),
          new Element(Field.ZONE_OFFSET, "Z070000"),
          new Element(Field.ZONE_OFFSET, "Z07:00:00"),
          new Element(Field.ZONE_OFFSET, "Z0700"),
          new Element(Field.ZONE_OFFSET, "Z07:00"),
          new Element(Field.ZONE_OFFSET, "Z07"));

  private GoLayout() {}

  /** The elements in order; literals between them are never empty. */
  static List<Element> parse(String layout) {
    List<Element> elements = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      Element element = elementAt(layout, at);
      if (element.field == Field.LITERAL) {
        literal.append(element.text);
      } else {
        if (!literal.isEmpty()) {
          elements.add(new Element(Field.LITERAL, literal.toString()));
          literal.setLength(0);
        }
        elements.add(element);
      }
      at += element.text.length();
    }
    if (!literal.isEmpty()) {
      elements.add(new Element(Field.LITERAL, literal.toString()));
    }
    return elements;
  }

  private static Element elementAt(String layout, int at) {
    char first = layout.charAt(at);
    if (first == '.' || first == ',') {
      return fraction(layout, at);
    }
    if (layout.startsWith("_2006", at)) {
      return new Element(Field.LITERAL, "_");
    }
    for (Element element : ELEMENTS) {
      if (layout.startsWith(element.text, at) && !isPartOfWord(layout, at, element)) {
        return element;
      }
    }
    return new Element(Field.LITERAL, String.valueOf(first));
  }

  /** "Jan" in "Janet" is no month. */
  private static boolean isPartOfWord(String layout, int at, Element element) {
    if (element.field != Field.MONTH && element.field != Field.WEEKDAY) {
      return false;
    }
    int next = at + element.text.length();
    return next < layout.length() && layout.charAt(next) >= 'a' && layout.charAt(next) <= 'z';
  }

  private static Element fraction(String layout, int at) {
    int end = at + 1;
    char digit = end < layout.length() ? layout.charAt(end) : ' ';
    if (digit == '0' || digit == '9') {
      while (end < layout.length() && layout.charAt(end) == digit) {
        end++;
      }
      if (end == layout.length() || !isDigit(layout.charAt(end))) {
        Field field = digit == '0' ? Field.FRACTION_ZEROS : Field.FRACTION_NINES;
        return new Element(field, layout.substring(at, end));
      }
    }
    return new Element(Field.LITERAL, layout.substring(at, at + 1));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
