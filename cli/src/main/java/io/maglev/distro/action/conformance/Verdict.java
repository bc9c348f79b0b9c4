package io.maglev.distro.action.conformance;

/** How our rendering of a case compares with Helm's, from best to worst. */
public enum Verdict {
  EQUAL("equal bytes"),
  /** Helm prints one thing now and another then; all that it does not vary is equal. */
  VARIES("equal, Helm varies"),
  /** The same values in another style: other quotes, line breaks, comments. */
  FORMATTING("formatting differs"),
  REFUSED_VERBATIM("refused, same text"),
  /** The first line is Helm's; the rest says the same in words of our own. */
  REFUSED_ALIKE("refused alike"),
  REFUSED_OTHERWISE("refused, other text"),
  /** Other values, or the same in another order of documents. */
  CONTENT("content differs"),
  ONLY_HELM("only Helm renders"),
  ONLY_DISTRO("only distro renders"),
  CRASHED("crashed");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Whether nobody could tell that it was not Helm. */
  public boolean conforms() {
    return this == EQUAL || this == VARIES || this == REFUSED_VERBATIM || this == REFUSED_ALIKE;
  }
}
