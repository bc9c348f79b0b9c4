package io.maglev.distro.archive;

import java.io.IOException;

/** A stream that is no tar archive, in the words of Go's archive/tar and compress/gzip. */
final class TarDamage extends IOException {
  private static final long serialVersionUID = 1L;

  private TarDamage(String goText) {
    super(goText);
  }

  /** A header that breaks the format. */
  static TarDamage header() {
    return new TarDamage("archive/tar: invalid tar header");
  }

  /** The stream ends where more must follow. */
  static TarDamage end() {
    return new TarDamage("unexpected EOF");
  }
}
