package io.maglev.distro.bundle;

/** A document of a bundle that is not as the format says; its reader knows which and where. */
final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, to follow the document's name
   */
  FormatException(String problem) {
    super(problem);
  }
}
