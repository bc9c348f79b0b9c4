package io.maglev.distro.deploy.status;

/** What waiting for an object has come to. Immutable. */
public sealed interface Verdict {
  /** There is nothing left to wait for. */
  static Verdict ready() {
    return new Ready();
  }

  /** What is missing, or went wrong, for people; empty if ready. */
  String reason();

  default boolean isReady() {
    return this instanceof Ready;
  }

  default boolean isFailed() {
    return this instanceof Failed;
  }

  /** As wanted. */
  record Ready() implements Verdict {
    @Override
    public String reason() {
      return "";
    }
  }

  /** On its way. */
  record InProgress(String reason) implements Verdict {}

  /** It will not become ready by waiting. */
  record Failed(String reason) implements Verdict {}
}
