package io.maglev.distro.kube;

import java.io.File;
import java.util.Locale;

/** The file that is always empty. */
final class NullDevice {
  static final File FILE =
      new File(
          System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")
              ? "NUL"
              : "/dev/null");

  private NullDevice() {}
}
