package io.maglev.distro.cli.error;

import io.maglev.distro.error.ErrorCode;

/** The exit codes of the process; documented in {@code docs/cli.md} and nowhere else decided. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int TAKEN_BACK = 3;
  public static final int LOCKED = 4;
  public static final int BUG = 70;

  private ExitCode() {}

  /** The exit code of a kind of failure. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case USAGE -> USAGE;
      case DEPLOY_TAKEN_BACK -> TAKEN_BACK;
      case LOCKED -> LOCKED;
      case INTERNAL -> BUG;
      default -> FAILED;
    };
  }
}
