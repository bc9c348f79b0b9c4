package io.maglev.distro.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * How an object of a cluster fares, and those that belong to it: a Deployment has ReplicaSets, they
 * have Pods. Immutable.
 *
 * @param summary what there is of it, in a few words, may be empty: {@code 2/3 ready}
 * @param reasons why it is not ready, the most telling first; empty if it is
 */
public record ObjectHealth(
    ResourceId id, State state, String summary, List<String> reasons, List<ObjectHealth> objects) {

  /** The ways an object can fare. */
  public enum State {
    READY,
    /** On its way. */
    PROGRESSING,
    /** It will not become ready by waiting. */
    FAILED
  }

  public boolean isReady() {
    return state == State.READY;
  }

  /** With these in place of its own. */
  public ObjectHealth with(List<String> otherReasons, List<ObjectHealth> otherObjects) {
    return new ObjectHealth(
        id, state, summary, List.copyOf(otherReasons), List.copyOf(otherObjects));
  }

  /** It and all below it. */
  public Stream<ObjectHealth> all() {
    return Stream.concat(Stream.of(this), objects.stream().flatMap(ObjectHealth::all));
  }
}
