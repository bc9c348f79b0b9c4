package io.maglev.distro.kube;

/**
 * How to apply.
 *
 * @param fieldManager who owns the fields afterwards; {@code helm} for releases
 * @param force takes over fields that other managers own
 * @param dryRun the server checks and answers but stores nothing
 * @param fieldValidation what the server does about unknown and duplicate fields
 */
public record ApplyOptions(
    String fieldManager, boolean force, boolean dryRun, FieldValidation fieldValidation) {

  /** The server's treatment of fields that the schema does not know. */
  public enum FieldValidation {
    STRICT("Strict"),
    WARN("Warn"),
    IGNORE("Ignore");

    private final String parameter;

    FieldValidation(String parameter) {
      this.parameter = parameter;
    }

    String parameter() {
      return parameter;
    }
  }

  /** The manager that Helm 4 writes, so that both tools own the same fields. */
  public static final ApplyOptions HELM = new ApplyOptions("helm", false, false);

  /** Unknown fields are refused, as by Helm 4. */
  public ApplyOptions(String fieldManager, boolean force, boolean dryRun) {
    this(fieldManager, force, dryRun, FieldValidation.STRICT);
  }
}
