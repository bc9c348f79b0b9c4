package io.maglev.distro.deploy.rollback;

import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.Selection;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be taken back, and how. Immutable.
 *
 * @param component the one to take back alone, to a revision of its release; empty: the distro goes
 *     back
 * @param to the distro revision to go back to, or that of the release; empty: the newest before the
 *     current one that ended deployed, or what a rollback that has not ended well was for
 * @param selection of components that the distro has or had then
 * @param skipForwardOnly whether components that may not go back stay as they are; else they are a
 *     reason to refuse
 */
public record RollbackOrder(
    String namespace,
    String distro,
    Optional<String> component,
    Optional<Integer> to,
    Selection selection,
    boolean skipForwardOnly,
    Options options) {

  /**
   * How to go about it.
   *
   * @param timeout for each component and hook in place of what the revision says
   * @param parallel how many tasks may run at once
   * @param hooks what becomes of hooks
   * @param safety what the run may leave behind and destroy
   * @param operator {@code user@host}, for the lock's holder
   */
  public record Options(
      Optional<Duration> timeout,
      int parallel,
      HookOptions hooks,
      SafetyOptions safety,
      String operator) {}
}
