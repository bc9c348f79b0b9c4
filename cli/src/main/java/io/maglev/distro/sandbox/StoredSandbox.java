package io.maglev.distro.sandbox;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The sandbox of the command line: what it holds is kept in a file from one process to the next.
 */
public final class StoredSandbox {
  /** The environment variable that names the state's file. */
  public static final String VARIABLE = "DISTRO_SANDBOX";

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration POD_START = Duration.ofMillis(300);

  private StoredSandbox() {}

  /**
   * The state's file: {@code DISTRO_SANDBOX}, else {@code $XDG_STATE_HOME/distro/sandbox.json},
   * else that below {@code ~/.local/state}.
   */
  public static Path file(Map<String, String> environment, Path home) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return path(named).toAbsolutePath().normalize();
    }
    Path base = home.resolve(".local/state");
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!state.isEmpty() && path(state).isAbsolute()) {
      base = path(state); // a relative one is to be ignored, says the XDG specification
    }
    return base.resolve("distro/sandbox.json");
  }

  /**
   * The sandbox of the file, to change: no other process may do so until it is closed. What its
   * controllers had planned goes on.
   *
   * @throws DistroException with LOCKED if another process does not let go of it soon, with IO if
   *     the file is damaged, too new or not to be read
   */
  public static SandboxGateway open(Path path) {
    StateFile file = new StateFile(path);
    file.createDirectory();
    StateLock lock = StateLock.acquire(path, PATIENCE);
    try {
      SandboxState state = file.read().withoutHolders();
      SandboxGateway gateway = new SandboxGateway(SandboxTime.real(), state, POD_START);
      gateway.keep(new StateKeeper(file, lock, gateway::state));
      return gateway;
    } catch (DistroException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The sandbox of the file as it is now, to look at; another process may be at work on it. Nothing
   * is kept: writes other than dry runs are refused.
   *
   * @throws DistroException with IO if the file is damaged, too new or not to be read
   */
  public static SandboxGateway read(Path path) {
    SandboxGateway gateway =
        new SandboxGateway(SandboxTime.real(), new StateFile(path).read(), POD_START);
    gateway.onCall(StoredSandbox::refuseWrites);
    return gateway;
  }

  /** Applying is let through for dry runs. */
  private static void refuseWrites(SandboxCall call) {
    if (call.isWrite() && !call.verb().equals("apply")) {
      throw DistroException.of(
          ErrorCode.INTERNAL, "cannot " + call + " in the sandbox: it was opened to read only");
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use the sandbox '" + text + "': that is no path of a file");
    }
  }
}
