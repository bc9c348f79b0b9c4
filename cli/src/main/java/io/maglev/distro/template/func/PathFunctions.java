package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import org.jspecify.annotations.Nullable;

/** Go's {@code path} package; the {@code os} forms do as on Linux whatever the system. */
final class PathFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        base(string) string | {{ base "a/b.txt" }} | b.txt
        osBase(string) string | {{ osBase "a/b.txt" }} | b.txt
        dir(string) string | {{ dir "a/b/c.txt" }} | a/b
        osDir(string) string | {{ osDir "a/b/c.txt" }} | a/b
        clean(string) string | {{ clean "a//b/../c" }} | a/c
        osClean(string) string | {{ osClean "a//b/../c" }} | a/c
        ext(string) string | {{ ext "a/b.tar.gz" }} | .gz
        osExt(string) string | {{ osExt "a/b.tar.gz" }} | .gz
        isAbs(string) bool | {{ isAbs "/a" }} | true
        osIsAbs(string) bool | {{ osIsAbs "a" }} | false
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    String path = a.string(0);
    return switch (name) {
      case "base", "osBase" -> base(path);
      case "dir", "osDir" -> clean(path.substring(0, path.lastIndexOf('/') + 1));
      case "clean", "osClean" -> clean(path);
      case "ext", "osExt" -> extension(path);
      case "isAbs", "osIsAbs" -> path.startsWith("/");
      default -> throw unknown(name);
    };
  }

  private static String base(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = path.substring(0, end);
    return trimmed.isEmpty() ? "/" : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static String extension(String path) {
    String base = path.substring(path.lastIndexOf('/') + 1);
    return base.contains(".") ? base.substring(base.lastIndexOf('.')) : "";
  }

  /** {@code path.Clean}: the shortest equivalent path by the text alone. */
  private static String clean(String path) {
    boolean rooted = path.startsWith("/");
    StringBuilder out = new StringBuilder(rooted ? "/" : "");
    int kept = out.length();
    for (String part : path.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      boolean up = part.equals("..");
      if (up && out.length() > kept) {
        out.setLength(Math.max(out.lastIndexOf("/"), rooted ? 1 : 0));
      } else if (!up || !rooted) {
        out.append(out.length() == (rooted ? 1 : 0) ? "" : "/").append(part);
        kept = up ? out.length() : kept;
      }
    }
    return out.isEmpty() ? "." : out.toString();
  }
}
