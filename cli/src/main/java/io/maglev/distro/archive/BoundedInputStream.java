package io.maglev.distro.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails once more bytes are read than were last allowed; holds a decompression bomb to what its
 * reader asked for. Not thread-safe.
 */
final class BoundedInputStream extends FilterInputStream {
  private long allowance;

  BoundedInputStream(InputStream in) {
    super(in);
  }

  /** Replaces what is left of earlier allowances. */
  void allow(long bytes) {
    allowance = bytes;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      use(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, (int) Math.min(length, Math.max(1, allowance + 1)));
    if (count > 0) {
      use(count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, allowance + 1));
    use(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void use(long count) throws IOException {
    allowance -= count;
    if (allowance < 0) {
      throw new ExceededException();
    }
  }

  /** More was read than allowed. */
  static final class ExceededException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
