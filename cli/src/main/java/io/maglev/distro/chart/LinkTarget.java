package io.maglev.distro.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where a symbolic link that leads nowhere breaks off, as Go's {@code filepath.EvalSymlinks}. */
final class LinkTarget {
  private static final int MOST_LINKS = 255;
  private static final String CIRCLE = "EvalSymlinks: too many links";

  private final Deque<Path> ahead = new ArrayDeque<>();
  private Path reached;
  private int links;

  private LinkTarget(Path root) {
    this.reached = root;
  }

  /** Why it leads nowhere, in Go's words. */
  static String problem(Path link) throws IOException {
    Path absolute = link.toAbsolutePath().normalize();
    LinkTarget target = new LinkTarget(absolute.getRoot());
    target.push(absolute);
    return target.walk();
  }

  private String walk() throws IOException {
    while (!ahead.isEmpty()) {
      Path name = ahead.pop();
      Path next = name.toString().equals("..") ? parent() : reached.resolve(name);
      if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        return Files.isDirectory(reached)
            ? "lstat " + next + ": no such file or directory"
            : "not a directory";
      }
      if (!Files.isSymbolicLink(next)) {
        reached = next;
      } else if (++links > MOST_LINKS) {
        return CIRCLE;
      } else {
        push(Files.readSymbolicLink(next));
      }
    }
    return CIRCLE;
  }

  private Path parent() {
    Path parent = reached.getParent();
    return parent == null ? reached : parent;
  }

  private void push(Path path) {
    if (path.isAbsolute()) {
      reached = path.getRoot();
    }
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      if (!path.getName(i).toString().isEmpty() && !path.getName(i).toString().equals(".")) {
        ahead.push(path.getName(i));
      }
    }
  }
}
