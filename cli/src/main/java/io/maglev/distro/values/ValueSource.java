package io.maglev.distro.values;

/** One {@code --set...} flag a user gave. */
public record ValueSource(SetMode mode, String text) {}
