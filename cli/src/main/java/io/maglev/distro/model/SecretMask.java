package io.maglev.distro.model;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes secret values out of texts for people, plain, in JSON, or in base64 as Kubernetes shows
 * them. Immutable.
 */
public final class SecretMask {
  /** Hides nothing. */
  public static final SecretMask NONE = of(List.of());

  /** What stands in a secret's place. */
  public static final String MASK = "***";

  /** A shorter line of a secret says little, and stands in many a text that is none. */
  private static final int LEAST_LINE = 8;

  private final List<String> hidden;

  private SecretMask(List<String> hidden) {
    this.hidden = hidden;
  }

  /** Hides these texts. */
  public static SecretMask of(Collection<String> secrets) {
    return new SecretMask(
        longestFirst(secrets.stream().filter(text -> !text.isEmpty()).flatMap(SecretMask::forms)));
  }

  /** Hides the values of these parameters. */
  public static SecretMask of(Map<String, @Nullable Object> parameters, Set<String> secrets) {
    return of(
        parameters.entrySet().stream()
            .filter(entry -> secrets.contains(entry.getKey()) && entry.getValue() != null)
            .map(entry -> printed(entry.getValue()))
            .toList());
  }

  /** Hides what either hides. */
  public SecretMask and(SecretMask other) {
    return new SecretMask(longestFirst(Stream.concat(hidden.stream(), other.hidden.stream())));
  }

  /** The text without any secret. */
  public String mask(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /**
   * The failure without any secret in its texts: a chart or a server may put whatever it was given
   * into its error. Without secrets it is the failure itself.
   */
  public DistroException mask(DistroException failure) {
    if (hidden.isEmpty()) {
      return failure;
    }
    List<SourceLocation> where =
        failure.where().stream()
            .map(at -> new SourceLocation(at.file(), at.line(), at.column(), mask(at.detail())))
            .toList();
    String message = mask(String.valueOf(failure.getMessage()));
    Optional<String> hint = failure.hint().map(this::mask);
    return new DistroException(failure.code(), message, where, hint, null);
  }

  /** As charts print it: whole numbers without a fraction. */
  private static String printed(@Nullable Object value) {
    return value instanceof Double number
            && number == Math.rint(number)
            && Math.abs(number) < 9_007_199_254_740_992.0
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  /** So that nothing of a secret stays since another is part of it. */
  private static List<String> longestFirst(Stream<String> texts) {
    return texts.distinct().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  /**
   * The ways a secret may be written: as it is, in base64, in JSON, and each line of one that has
   * several, since it may be indented or logged line by line. Lines that stand in many secrets, as
   * those around a PEM block do, are none.
   */
  private static Stream<String> forms(String text) {
    Stream<String> whole = Stream.of(text, base64(text), json(text));
    return text.indexOf('\n') < 0
        ? whole
        : Stream.concat(
            whole,
            text.lines()
                .map(String::strip)
                .filter(line -> line.length() >= LEAST_LINE && !line.startsWith("-----")));
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
