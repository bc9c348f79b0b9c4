package io.maglev.distro.testbed;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a {@link FaultProxy} sees.
 *
 * @param path with the query
 * @param name of the object in it if it creates one, else empty
 * @param status of its answer, 0 as long as there is none
 */
public record ProxiedRequest(String method, String path, String name, int status) {
  private static final Pattern NAME =
      Pattern.compile("\"metadata\":\\{[^{}]*?\"name\":\"([^\"]+)\"");

  static ProxiedRequest of(String method, String path, byte[] body) {
    Matcher name = NAME.matcher(new String(body, StandardCharsets.UTF_8));
    return new ProxiedRequest(
        method, path, method.equals("POST") && name.find() ? name.group(1) : "", 0);
  }

  ProxiedRequest answered(int with) {
    return new ProxiedRequest(method, path, name, with);
  }

  /** Whether the server did what it asked for. */
  public boolean isDone() {
    return status >= 200 && status < 300;
  }

  /** Whether it would change something. */
  public boolean isWrite() {
    return !method.equals("GET") && !path.contains("dryRun=All");
  }

  /** Whether its answer has no end. */
  public boolean isWatch() {
    return path.contains("watch=1") || path.contains("watch=true") || path.contains("follow=true");
  }

  /** Whether it creates an object of that kind, in the plural. */
  public boolean creates(String plural) {
    return method.equals("POST") && pathOnly().endsWith("/" + plural);
  }

  /** Whether it is that method on an object or collection of that kind, in the plural. */
  public boolean is(String wanted, String plural) {
    return method.equals(wanted)
        && (pathOnly().endsWith("/" + plural) || pathOnly().contains("/" + plural + "/"));
  }

  private String pathOnly() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  @Override
  public String toString() {
    return method + " " + path + (name.isEmpty() ? "" : " " + name) + " " + status;
  }
}
