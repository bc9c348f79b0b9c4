package io.maglev.distro.kube;

/** Supplies the credentials of the next request. Thread-safe; may run a program or read a file. */
public interface CredentialSource {

  /** The credentials that hold now. */
  Credentials current();

  /**
   * Called when the server answered 401 to {@code refused}.
   *
   * @return true if {@link #current()} will now answer others, so that trying again makes sense
   */
  default boolean renew(Credentials refused) {
    return false;
  }

  /** Credentials that never change. */
  static CredentialSource of(Credentials credentials) {
    return () -> credentials;
  }
}
