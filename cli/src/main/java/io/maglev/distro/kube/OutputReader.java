package io.maglev.distro.kube;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a program's output beside it, up to a limit, so that it never blocks on a full pipe. */
final class OutputReader {
  private final CompletableFuture<byte[]> output = new CompletableFuture<>();

  private OutputReader() {}

  static OutputReader start(InputStream stream, int limit) {
    OutputReader reader = new OutputReader();
    Thread thread = new Thread(() -> reader.read(stream, limit), "credential-plugin-output");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /** All of it, once it has ended. */
  byte[] get(Duration limit) throws IOException, InterruptedException {
    try {
      return output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("its output did not end", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
    }
  }

  private void read(InputStream stream, int limit) {
    try (stream) {
      byte[] bytes = stream.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException("its output is longer than " + limit + " bytes");
      }
      output.complete(bytes);
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }
}
