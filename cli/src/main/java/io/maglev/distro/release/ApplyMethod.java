package io.maglev.distro.release;

import java.util.Arrays;
import java.util.Optional;

/** How a release's objects were applied; Helm 4 reads it to go on in the same way. */
public enum ApplyMethod {
  SERVER_SIDE("ssa"),
  CLIENT_SIDE("csa");

  private final String text;

  ApplyMethod(String text) {
    this.text = text;
  }

  /** As in release records. */
  public String text() {
    return text;
  }

  /** The method of that name, empty if there is none. */
  public static Optional<ApplyMethod> of(String text) {
    return Arrays.stream(values()).filter(method -> method.text.equals(text)).findFirst();
  }
}
