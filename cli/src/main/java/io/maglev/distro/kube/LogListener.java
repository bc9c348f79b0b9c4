package io.maglev.distro.kube;

import java.util.Optional;

/** Receives a container's log while it is written; one call at a time. */
public interface LogListener {

  /** The next line, without its end; what is beyond {@link LogLines#LONGEST} bytes is cut off. */
  void onLine(String line);

  /**
   * Nothing follows any more.
   *
   * @param failure why, where it is not since the container has ended
   */
  void onEnd(Optional<KubeException> failure);
}
