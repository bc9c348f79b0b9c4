package io.maglev.distro.cli.output;

import io.maglev.distro.action.InstallAction;
import java.io.PrintStream;

/** What became of an installation or upgrade, as lines for people. */
public final class DeployReport {
  private DeployReport() {}

  /**
   * Prints it.
   *
   * @param where what follows the namespace, of a cluster that is none
   */
  public static void print(InstallAction.Result result, String where, PrintStream out) {
    out.printf(
        "%s %s in namespace %s%s: revision %d, %s, %d components%n",
        result.distro(),
        result.version(),
        result.namespace(),
        where,
        result.revision(),
        result.status(),
        result.components());
    if (!result.retained().isEmpty()) {
      out.println("not in this bundle, left as they are: " + String.join(", ", result.retained()));
    }
  }
}
