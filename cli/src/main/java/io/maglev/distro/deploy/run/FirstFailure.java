package io.maglev.distro.deploy.run;

/** What went wrong first is what counts, also where what follows cannot be done either. */
public final class FirstFailure {
  private FirstFailure() {}

  /**
   * Does what is to be done about a failure; what goes wrong then is only added to it. A thread
   * that was interrupted is not while it does that: who gives up still notes what became of his
   * work.
   */
  public static void keep(RuntimeException first, Runnable reaction) {
    boolean interrupted = Thread.interrupted();
    try {
      reaction.run();
    } catch (RuntimeException second) {
      first.addSuppressed(second);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
