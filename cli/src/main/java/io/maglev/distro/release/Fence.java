package io.maglev.distro.release;

/** The right to write, which may be lost at any time to another run. Thread-safe. */
public interface Fence {

  /** Grows with every holder; records refuse writers of an older epoch than their last one. */
  long epoch();

  /**
   * To be called before every write.
   *
   * @throws DistroLockedException if the right is lost, or might be
   */
  void checkHeld();

  /** For what nobody contends: an in-memory cluster, a test. */
  static Fence none() {
    return new Fence() {
      @Override
      public long epoch() {
        return 0;
      }

      @Override
      public void checkHeld() {}
    };
  }
}
