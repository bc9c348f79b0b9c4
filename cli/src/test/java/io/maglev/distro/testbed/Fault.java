package io.maglev.distro.testbed;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What becomes of a request at a {@link FaultProxy}. */
@FunctionalInterface
public interface Fault {
  /** It is passed on. */
  Fault NONE = Passage::pass;

  /** The connection is dropped, the request never arrives. */
  Fault LOST = Passage::drop;

  /** The request arrives, and is carried out; the connection is dropped before its answer. */
  Fault ANSWER_LOST =
      passage -> {
        passage.forward();
        passage.drop();
      };

  /** The connection is dropped in the middle of the answer. */
  Fault ANSWER_CUT = passage -> passage.answerHalf(passage.forward());

  /** Does it. */
  void apply(Passage passage) throws IOException, InterruptedException;

  /** The answer is this status, in the words of an API server; the request never arrives. */
  static Fault refused(int status, String reason, String message) {
    return passage -> passage.answer(status, Map.of(), status(status, reason, message));
  }

  /** As {@link #refused}, and the client is told when to come again. */
  static Fault busy(int status, int retryAfterSeconds) {
    return passage ->
        passage.answer(
            status,
            Map.of("Retry-After", Integer.toString(retryAfterSeconds)),
            status(status, status == 429 ? "TooManyRequests" : "ServiceUnavailable", "busy"));
  }

  /** Carried out, but answered with this status: a load balancer that did not wait. */
  static Fault answeredBy(int status, String text) {
    return passage -> {
      passage.forward();
      passage.answer(status, Map.of(), text);
    };
  }

  /** Passed on only after that time. */
  static Fault slow(Duration delay) {
    return passage -> {
      Thread.sleep(delay.toMillis());
      passage.pass();
    };
  }

  /** First something else happens, then the connection is dropped. */
  static Fault lostAfter(Runnable event) {
    return passage -> {
      event.run();
      passage.drop();
    };
  }

  /** It is carried out, then something else happens, and the connection is dropped. */
  static Fault answerLostAfter(Runnable event) {
    return passage -> {
      passage.forward();
      event.run();
      passage.drop();
    };
  }

  /** A watch that after that time is told that its past is forgotten. */
  static Fault goneAfter(Duration time) {
    return passage ->
        passage.stream(
            time,
            "{\"type\":\"ERROR\",\"object\":"
                + status(410, "Expired", "too old resource version: 1 (2)")
                + "}\n");
  }

  /** A watch whose connection is dropped after that time. */
  static Fault cutAfter(Duration time) {
    return passage -> {
      passage.stream(time, "");
      passage.drop();
    };
  }

  private static String status(int code, String reason, String message) {
    return """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
        "message":"%s","reason":"%s","code":%d}"""
        .formatted(message, reason, code);
  }
}
