package io.maglev.distro.archive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names of archive entries are safe to use as relative paths. */
final class EntryNames {
  static final int MAX_CHARACTERS = 4096;

  private static final Pattern DRIVE = Pattern.compile("(?s)[a-zA-Z]:.*");

  private static final Pattern DRIVE_PATH = Pattern.compile("(?s)[a-zA-Z]:/.*");

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
    if (path.indexOf("//") == path.indexOf('/') && path.indexOf("//") >= 0) {
      return Optional.of("its path is absolute below the first directory");
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
   * What Helm says to a name that it refuses too, empty if it takes it: it looks only at what
   * follows the first segment, and cleans that first.
   */
  static String helmText(String name) {
    String delimiter = name.indexOf('\\') >= 0 ? "\\" : "/";
    int first = name.indexOf(delimiter);
    String relative = first < 0 ? "" : name.substring(first + 1).replace(delimiter, "/");
    if (relative.startsWith("/")) {
      return "chart illegally contains absolute paths";
    }
    String clean = clean(relative);
    if (clean.isEmpty()) {
      return "chart illegally contains content outside the base directory: " + quoted(name);
    }
    if (clean.startsWith("..")) {
      return "chart illegally references parent directory";
    }
    return DRIVE_PATH.matcher(clean).matches() ? "chart contains illegally named files" : "";
  }

  /** As Go's {@code path.Clean} of a relative path, with nothing for {@code .}. */
  private static String clean(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") && !segments.isEmpty() && !segments.getLast().equals("..")) {
        segments.removeLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
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

  static String quoted(String name) {
    return '"' + printable(name).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** For messages: the name without what could garble a terminal, shortened. */
  static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
  }
}
