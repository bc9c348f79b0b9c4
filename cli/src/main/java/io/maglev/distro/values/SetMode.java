package io.maglev.distro.values;

/** The flags that share the {@code --set} grammar of keys and differ in how values are read. */
public enum SetMode {
  /** {@code --set}: booleans, null and whole numbers are recognised. */
  TYPED("--set"),
  /** {@code --set-string}: every value is text. */
  STRING("--set-string"),
  /** {@code --set-file}: every value is the path of a file whose content is meant. */
  FILE("--set-file"),
  /** {@code --set-json}: values are JSON. */
  JSON("--set-json"),
  /** {@code --set-literal}: the rest of the text is one value, without escapes. */
  LITERAL("--set-literal");

  private final String flag;

  SetMode(String flag) {
    this.flag = flag;
  }

  public String flag() {
    return flag;
  }
}
