package io.maglev.distro.action;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs this process, for the holder of locks. */
final class Operator {
  private Operator() {}

  /** {@code user@host}. */
  static String name() {
    return System.getProperty("user.name", "unknown") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
