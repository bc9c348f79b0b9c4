package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cluster. All objects are plain data. Thread-safe; every method may block on the network.
 *
 * <p>Methods throw {@link KubeException} when the server refuses or cannot be reached; "not found"
 * is an ordinary answer wherever the return type can say it. Throttling (429), servers that are
 * away for a moment and connections that drop are borne inside: a write whose answer was lost is
 * sent again, and known for our own if it had been done.
 */
public interface KubeGateway extends AutoCloseable {

  /**
   * A view of the same cluster that calls the check before each write is sent, also before it is
   * sent again after a pause: a fence that fell meanwhile must hold. A gateway that never sends
   * twice is its own view.
   *
   * @param check throws where nothing may be written any more
   */
  default KubeGateway guardedBy(Runnable check) {
    return this;
  }

  /** A sentence part that names the cluster for people, e.g. {@code context 'dev'}. */
  String displayName();

  /** The server's version. */
  ServerVersion version();

  /** What the server serves. Read once and kept; {@link #refreshApis()} reads it anew. */
  ServedApis apis();

  /** Forgets {@link #apis()}, after CRDs were created. */
  void refreshApis();

  /** The object, empty if there is none (also if the server does not serve its kind). */
  Optional<KubeObject> get(ResourceId id);

  /** All objects the query means, paged inside; empty if the server does not serve the kind. */
  List<KubeObject> list(KubeQuery query);

  /**
   * As {@link #list}, but the objects carry apiVersion, kind and metadata only where the server can
   * leave out the rest; for big objects of which only labels are wanted.
   */
  default List<KubeObject> listMetadata(KubeQuery query) {
    return list(query);
  }

  /**
   * Creates the object.
   *
   * @throws KubeException with reason {@code AlreadyExists} if there is one of that name
   */
  KubeObject create(KubeObject object);

  /**
   * Server-side apply.
   *
   * @return the object as the server now has it
   * @throws KubeException with reason {@code Conflict} if another manager owns a field
   */
  KubeObject apply(KubeObject object, ApplyOptions options);

  /**
   * Replaces the object; a compare-and-set if it carries a resourceVersion.
   *
   * @throws KubeException with reason {@code Conflict} if it has changed since
   */
  KubeObject replace(KubeObject object);

  /** Applies a JSON merge patch (RFC 7386); empty if there is no such object. */
  Optional<KubeObject> mergePatch(ResourceId id, Map<String, @Nullable Object> patch);

  /**
   * Asks for deletion; does not wait for it.
   *
   * @return false if there was nothing to delete
   * @throws KubeException with reason {@code Conflict} if a uid was given and another object has
   *     the name now
   */
  boolean delete(ResourceId id, DeleteOptions options);

  /**
   * Watches what the query means, first delivering what exists as {@code ADDED}. Reconnects by
   * itself, also after 410 Gone, re-delivering what exists then and reporting what went missing as
   * {@code DELETED}. Events of one watch arrive one at a time. Close to end it.
   */
  Watch watch(KubeQuery query, WatchListener listener);

  /** The last lines of a container's log; empty text if the cluster has none (yet). */
  String logs(String namespace, String pod, String container, int tailLines);

  /**
   * Follows a container's log from its beginning, until the container has ended or the returned
   * watch is closed. A gateway that cannot follow tells what there is so far.
   */
  default Watch followLog(String namespace, String pod, String container, LogListener listener) {
    try {
      logs(namespace, pod, container, Integer.MAX_VALUE).lines().forEach(listener::onLine);
      listener.onEnd(Optional.empty());
    } catch (KubeException e) {
      listener.onEnd(Optional.of(e));
    }
    return () -> {};
  }

  @Override
  void close();
}
