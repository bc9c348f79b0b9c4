package io.maglev.distro.action;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what was deployed, from the records of an installed distro. */
public final class GetAction {

  /** What of it is asked for. */
  public enum What {
    VALUES,
    /** Joined with the chart's defaults. */
    ALL_VALUES,
    MANIFEST,
    HOOKS,
    NOTES
  }

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   * @param component empty: all
   * @param revision of the component's release, or of the distro if all are meant; empty: the
   *     newest of each release
   * @param asData whether manifests are wanted as objects, too
   */
  public record Request(
      ClusterRequest cluster,
      Optional<String> distro,
      Optional<String> component,
      Optional<Integer> revision,
      What what,
      boolean showSecrets,
      boolean asData) {}

  /**
   * One component, or one hook of the distro at one phase.
   *
   * @param name {@code kong}, or {@code pki (pre-install)}
   * @param isHook whether it is a hook of the distro
   * @param text as Helm prints it, but values without their heading
   * @param data the same as maps, lists and scalars; null for values that are none
   */
  public record Part(String name, boolean isHook, String text, @Nullable Object data) {}

  /**
   * What there is.
   *
   * @param parts components in the order of deployment, then the distro's hooks
   * @param missing why a component has no part, in words
   * @param masked whether something secret was hidden
   */
  public record Result(
      String distro, String namespace, List<Part> parts, List<String> missing, boolean masked) {}

  private final Clock clock;

  public GetAction(Clock clock) {
    this.clock = clock;
  }

  /** Reads the records. */
  public Result run(Request request) {
    try (KubeGateway kube = Clusters.openToRead(request.cluster())) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      DistroRevision newest =
          new InstalledDistros(revisions, request.cluster().namespace())
              .find(request.distro(), "show");
      RevisionHistory history = revisions.history(newest.key().namespace(), newest.key().distro());
      SecretCover cover =
          request.showSecrets() ? SecretCover.open() : SecretCover.of(secrets(history));
      ReleaseStore releases = new SecretReleaseStore(kube, clock);
      return new Reading(request, newest, history, releases, cover).result();
    }
  }

  /** Of all kept revisions: a release may be as one of them made it. */
  private static SecretMask secrets(RevisionHistory history) {
    SecretMask mask = SecretMask.NONE;
    for (RevisionEntry entry : history.entries()) {
      RevisionContent content = entry.load().content();
      mask = mask.and(SecretMask.of(content.parameters(), content.secretParameters()));
    }
    return mask;
  }

  /** One run. */
  private static final class Reading {
    private final Request request;
    private final DistroRevision newest;
    private final RevisionHistory history;
    private final ReleaseStore releases;
    private final SecretCover cover;
    private final ReleaseView view;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Reading(
        Request request,
        DistroRevision newest,
        RevisionHistory history,
        ReleaseStore releases,
        SecretCover cover) {
      this.request = request;
      this.newest = newest;
      this.history = history;
      this.releases = releases;
      this.cover = cover;
      this.view = new ReleaseView(cover, request.asData());
    }

    Result result() {
      if (request.component().isPresent()) {
        add(ChosenComponent.of(newest, request.component().get(), "show"));
      } else if (request.revision().isPresent()) {
        addAll(revision(request.revision().get()), true);
      } else {
        addAll(newest, false);
      }
      return new Result(
          newest.key().distro(),
          newest.key().namespace(),
          List.copyOf(parts),
          List.copyOf(missing),
          cover.isUsed());
    }

    private void add(RevisionComponent component) {
      ReleaseKey key = component.release();
      ReleaseHistory kept = releases.history(key.namespace(), key.name());
      Optional<ReleaseEntry> entry = request.revision().map(kept::revision).orElseGet(kept::last);
      add(component, entry.orElseThrow(() -> none(component, kept)).release());
    }

    private void addAll(DistroRevision revision, boolean asRecorded) {
      for (RevisionComponent component : revision.content().components()) {
        ReleaseKey key = component.release();
        if (asRecorded) {
          add(component, releases.find(key).orElseThrow(() -> gone(revision, key)));
        } else {
          releases
              .history(key.namespace(), key.name())
              .last()
              .ifPresentOrElse(
                  last -> add(component, last.release()),
                  () -> missing.add("component '" + component.name() + "' has no release"));
        }
      }
      if (request.what() == What.HOOKS) {
        revision.content().hooks().forEach(this::add);
      }
    }

    private void add(RevisionComponent component, Release release) {
      ReleaseView.Side side = view.of(release, request.what());
      parts.add(new Part(component.name(), false, side.text(), side.data()));
    }

    private void add(RevisionHook hook) {
      ReleaseView.Side side = view.of(hook);
      String name = hook.name() + " (" + hook.phase().text() + ")";
      parts.add(new Part(name, true, side.text(), side.data()));
    }

    private DistroRevision revision(int number) {
      return history
          .revision(number)
          .orElseThrow(
              () ->
                  DistroException.of(
                      ErrorCode.NOT_FOUND,
                      "cannot show revision %d of distro '%s': it is not kept"
                          .formatted(number, newest.key().distro()),
                      "choose one of "
                          + history.entries().stream()
                              .map(entry -> Integer.toString(entry.key().revision()))
                              .collect(Collectors.joining(", "))
                          + ", or name a component: its release has revisions of its own"))
          .load();
    }

    private DistroException none(RevisionComponent component, ReleaseHistory kept) {
      String revisions =
          kept.entries().stream()
              .map(entry -> Integer.toString(entry.revision()))
              .collect(Collectors.joining(", "));
      return revisions.isEmpty()
          ? DistroException.of(
              ErrorCode.NOT_FOUND,
              "cannot show component '%s': it has no release".formatted(component.name()),
              "run 'distro status' to see how it fares")
          : DistroException.of(
              ErrorCode.NOT_FOUND,
              "cannot show component '%s': its release has no revision %d"
                  .formatted(component.name(), request.revision().orElse(0)),
              "choose one of " + revisions);
    }

    private static DistroException gone(DistroRevision revision, ReleaseKey key) {
      return DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot show revision %d of distro '%s': revision %d of release '%s' is gone"
              .formatted(
                  revision.key().revision(), revision.key().distro(), key.revision(), key.name()),
          "show the others one by one with --component");
    }
  }
}
