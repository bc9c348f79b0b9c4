package io.maglev.distro.testbed;

/** Whether long loops run in full: with {@code -Pnightly}. */
public final class Nightly {
  private Nightly() {}

  public static boolean isOn() {
    return Boolean.getBoolean("distro.nightly");
  }
}
