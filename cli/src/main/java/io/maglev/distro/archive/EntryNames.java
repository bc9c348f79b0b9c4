package io.maglev.distro.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names of archive entries are safe to use as relative paths. */
final class EntryNames {
  static final int MAX_CHARACTERS = 4096;

  private static final Pattern DRIVE = Pattern.compile("(?s)[a-zA-Z]:.*");

  private EntryNames() {}

  /** Why the name is refused, empty if it is fine. */
  static Optional<String> problem(String name) {
    if (name.isEmpty()) {
      return Optional.of("its name is empty");
    }
    if (name.length() > MAX_CHARACTERS) {
      return Optional.of("its name is " + name.length() + " characters, limit " + MAX_CHARACTERS);
    }
    if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == 0xfffd)) {
      return Optional.of("its name holds control characters or is not UTF-8");
    }
    if (name.indexOf('\\') >= 0 && name.indexOf('/') >= 0) {
      return Optional.of("its name mixes '/' and '\\'");
    }
    String path = name.replace('\\', '/');
    if (path.startsWith("/")) {
      return Optional.of("its path is absolute");
    }
    if (DRIVE.matcher(path).matches()) {
      return Optional.of("its path names a Windows drive");
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        return Optional.of("its path leads outside the archive");
      }
    }
    return Optional.empty();
  }

  /**
   * The name with {@code /} throughout and without {@code .} or empty segments, but for a first.
   */
  static String normalize(String name) {
    String path = name.replace('\\', '/');
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segments.isEmpty() || !(segment.isEmpty() || segment.equals("."))) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  /** For messages: the name without what could garble a terminal, shortened. */
  static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
  }
}
