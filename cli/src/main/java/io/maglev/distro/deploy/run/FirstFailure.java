package io.maglev.distro.deploy.run;

/** What went wrong first is what counts, also where what follows cannot be done either. */
public final class FirstFailure {
  private FirstFailure() {}

  /** Does what is to be done about a failure; what goes wrong then is only added to it. */
  public static void keep(RuntimeException first, Runnable reaction) {
    try {
      reaction.run();
    } catch (RuntimeException second) {
      first.addSuppressed(second);
    }
  }
}
