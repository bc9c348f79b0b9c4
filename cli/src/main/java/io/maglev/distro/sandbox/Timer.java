package io.maglev.distro.sandbox;

import java.time.Instant;

/**
 * A step that a simulated controller takes later: plain data, so that another process can take it.
 *
 * @param uid of the object; another one of its name is not meant
 * @param step what the controller of the object's kind calls it
 */
record Timer(Instant due, ObjectKey key, String uid, String step) {}
