package io.maglev.distro.cli.error;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** A sandbox that somebody else is at work on: its lock file is locked, and says by whom. */
final class HeldSandbox {
  private static final long PLACE = 1L << 40;

  private HeldSandbox() {}

  /** What comes of something while the sandbox in that file is held. */
  static <T> T during(Path state, Supplier<T> attempt) throws IOException {
    Path file = state.resolveSibling(state.getFileName() + ".lock");
    String holder = "process 4711 of ann since 2026-01-31T09:26:53Z\n";
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      channel.lock(PLACE, 1, false);
      return attempt.get();
    }
  }
}
