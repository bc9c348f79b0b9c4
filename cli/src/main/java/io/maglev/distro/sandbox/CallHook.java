package io.maglev.distro.sandbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Runs before every call on a sandbox, outside its lock; what it throws, the caller gets. */
@FunctionalInterface
public interface CallHook {

  void before(SandboxCall call);

  /** Fails the n-th call (from 1) of those meant, and lets all others through. */
  static CallHook failing(
      int nth, Predicate<SandboxCall> meant, Supplier<? extends RuntimeException> failure) {
    AtomicInteger seen = new AtomicInteger();
    return call -> {
      if (meant.test(call) && seen.incrementAndGet() == nth) {
        throw failure.get();
      }
    };
  }
}
