package io.maglev.distro.kube;

/** A running watch; closing it ends the events. */
public interface Watch extends AutoCloseable {
  @Override
  void close();
}
