package io.maglev.distro.deploy;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.release.DistroStatus;
import java.util.Locale;

/** What bringing components up is to a distro: its coming to be, or its next version. */
public enum Operation {
  INSTALL("Install", HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL, DistroStatus.PENDING_INSTALL),
  UPGRADE("Upgrade", HookPhase.PRE_UPGRADE, HookPhase.POST_UPGRADE, DistroStatus.PENDING_UPGRADE);

  private final String title;
  private final HookPhase pre;
  private final HookPhase post;
  private final DistroStatus pending;

  Operation(String title, HookPhase pre, HookPhase post, DistroStatus pending) {
    this.title = title;
    this.pre = pre;
    this.post = post;
    this.pending = pending;
  }

  /** As descriptions of revisions begin. */
  String title() {
    return title;
  }

  /** As errors tell it: {@code cannot install}. */
  String verb() {
    return title.toLowerCase(Locale.ROOT);
  }

  /** The distro hooks before. */
  HookPhase pre() {
    return pre;
  }

  /** The distro hooks after. */
  HookPhase post() {
    return post;
  }

  /** The state of the distro's revision while it runs. */
  DistroStatus pending() {
    return pending;
  }
}
