package io.maglev.distro.chart;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the files of a chart directory: in the order of Helm's walk, without what {@code
 * .helmignore} names. Symbolic links are followed, as Helm does, but only to places inside the
 * chart: a link that leaves it is refused, for it could take any file of this machine into a
 * bundle. Not thread-safe; one per walk.
 */
final class ChartDirectory {
  private static final long MAX_FILE_BYTES = 5L << 20;
  private static final long MAX_TOTAL_BYTES = 100L << 20;
  private static final int MAX_DEPTH = 64;

  /** By the bytes of their UTF-8 names, as Go sorts. */
  private static final Comparator<Path> BY_NAME =
      (left, right) -> Arrays.compareUnsigned(nameBytes(left), nameBytes(right));

  private final Path root;
  private final Path realRoot;
  private final IgnoreRules rules;
  private final List<ChartFile> files = new ArrayList<>();
  private final Set<Path> openDirectories = new HashSet<>();
  private long totalBytes;

  private ChartDirectory(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
    Path ignoreFile = root.resolve(".helmignore");
    this.rules =
        Files.exists(ignoreFile)
            ? IgnoreRules.parse(new String(content(ignoreFile), StandardCharsets.UTF_8))
            : IgnoreRules.defaults();
  }

  /**
   * What belongs to the chart in {@code directory}.
   *
   * @throws ChartLoadException for links that leave the chart, devices and over-sized files
   */
  static List<ChartFile> files(Path directory) {
    try {
      ChartDirectory walk = new ChartDirectory(directory);
      walk.enter(directory, 0);
      return walk.files;
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read chart '" + directory + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }

  private void enter(Path directory, int depth) throws IOException {
    Path real = directory.toRealPath();
    if (depth > MAX_DEPTH || !openDirectories.add(real)) {
      throw refused(directory, "its directories are nested too deep or link to themselves");
    }
    List<Path> children;
    try (Stream<Path> listing = Files.list(directory)) {
      children = listing.sorted(BY_NAME).toList();
    }
    for (Path child : children) {
      visit(child, depth);
    }
    openDirectories.remove(real);
  }

  private void visit(Path path, int depth) throws IOException {
    String name = relative(path);
    boolean directory = Files.isDirectory(path);
    if (rules.ignores(name, directory)) {
      return;
    }
    if (Files.isSymbolicLink(path)) {
      requireInside(path);
    }
    if (directory) {
      enter(path, depth + 1);
    } else if (Files.isRegularFile(path)) {
      files.add(new ChartFile(name, withoutMark(content(path))));
    } else {
      throw refused(path, "it is no regular file");
    }
  }

  private void requireInside(Path link) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (IOException e) {
      String at = link.toAbsolutePath().normalize().toString();
      throw new ChartLoadException(
          "cannot load file '"
              + relative(link)
              + "' of the chart: the symbolic link points nowhere",
          "error evaluating symlink " + at + ": " + LinkTarget.problem(link));
    }
    if (!target.startsWith(realRoot)) {
      throw refused(link, "the symbolic link leaves the chart directory");
    }
  }

  private byte[] content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      requireInside(file);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) MAX_FILE_BYTES + 1);
    }
    if (bytes.length > MAX_FILE_BYTES) {
      throw refused(file, "it is " + Files.size(file) + " bytes, limit " + MAX_FILE_BYTES);
    }
    totalBytes += bytes.length;
    if (totalBytes > MAX_TOTAL_BYTES) {
      throw refused(file, "the chart has more than " + MAX_TOTAL_BYTES + " bytes");
    }
    return bytes;
  }

  private static byte[] withoutMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private ChartLoadException refused(Path path, String reason) {
    String name = relative(path);
    return new ChartLoadException(
        "cannot load file '" + name + "' of the chart: " + reason,
        "cannot load file " + name + ": " + reason);
  }

  private static byte[] nameBytes(Path path) {
    return path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
  }
}
