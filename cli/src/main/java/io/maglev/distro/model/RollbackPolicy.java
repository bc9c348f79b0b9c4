package io.maglev.distro.model;

/** Whether a component may be taken back to an older revision once a newer one has run. */
public enum RollbackPolicy {
  ALLOWED("allowed"),
  /** Its data may have moved on: it stays new when the rest steps back. */
  FORWARD_ONLY("forward-only");

  private final String text;

  RollbackPolicy(String text) {
    this.text = text;
  }

  /** As written in manifests. */
  public String text() {
    return text;
  }
}
