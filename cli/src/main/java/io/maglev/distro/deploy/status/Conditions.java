package io.maglev.distro.deploy.status;

import io.maglev.distro.model.KubeObject;
import java.util.Optional;

/** The {@code status.conditions} of an object. */
final class Conditions {
  private Conditions() {}

  /** One condition. */
  record Condition(String type, String status, String reason, String message) {
    boolean isTrue() {
      return status.equals("True");
    }

    boolean isFalse() {
      return status.equals("False");
    }

    /** The message, or the reason where there is none. */
    String text() {
      String text = message.isEmpty() ? reason : message;
      return text.isEmpty() ? type + " is " + status : text;
    }
  }

  static Optional<Condition> find(KubeObject object, String type) {
    return object.maps("status", "conditions").stream()
        .map(KubeObject::new)
        .filter(condition -> condition.string("type").orElse("").equals(type))
        .map(
            condition ->
                new Condition(
                    type,
                    condition.string("status").orElse("Unknown"),
                    condition.string("reason").orElse(""),
                    condition.string("message").orElse("")))
        .findFirst();
  }

  static Optional<Condition> findTrue(KubeObject object, String type) {
    return find(object, type).filter(Condition::isTrue);
  }
}
