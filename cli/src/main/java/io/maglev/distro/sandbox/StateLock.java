package io.maglev.distro.sandbox;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a sandbox, held by one process at a time and let go by the system if that
 * dies. On a file beside the state, which itself is replaced at every write. Close to let go.
 */
final class StateLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Far behind the text: some systems keep others from reading what is locked. */
  private static final long PLACE = 1L << 40;

  private static final int MOST_TEXT = 200;

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Gets the lock, waiting a little for another process.
   *
   * @throws DistroException with LOCKED, saying who holds it
   */
  static StateLock acquire(Path state, Duration patience) {
    Path file = state.resolveSibling(state.getFileName() + ".lock");
    try {
      long end = System.nanoTime() + patience.toNanos();
      FileChannel channel = attempt(file);
      while (channel == null && System.nanoTime() < end) {
        Thread.sleep(PAUSE.toMillis());
        channel = attempt(file);
      }
      if (channel == null) {
        throw held(state, holder(file));
      }
      sign(channel);
      return new StateLock(channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw held(state, holder(file));
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot lock the sandbox '" + state + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.of("name another file with DISTRO_SANDBOX"),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // it ends with the process
    }
  }

  private static @Nullable FileChannel attempt(Path file) throws IOException {
    if (Files.notExists(file)) {
      try {
        StateFile.createPrivate(file);
      } catch (FileAlreadyExistsException e) {
        // Another process was faster; the lock decides.
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(PLACE, 1, false);
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  private static void sign(FileChannel channel) throws IOException {
    String text =
        "process %d of %s since %s\n"
            .formatted(
                ProcessHandle.current().pid(),
                System.getProperty("user.name", "unknown"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String holder(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() || text.length() > MOST_TEXT ? "another process" : text;
    } catch (IOException e) {
      return "another process";
    }
  }

  private static DistroException held(Path state, String holder) {
    return DistroException.of(
        ErrorCode.LOCKED,
        "cannot change the sandbox '" + state + "': " + holder + " is at work on it",
        "wait until that has ended, or name another file with DISTRO_SANDBOX");
  }
}
