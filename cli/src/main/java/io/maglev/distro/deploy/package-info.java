/**
 * Brings a cluster to what a bundle says: one task a component or hook, run as wide as their
 * dependencies allow; and takes it away again. Emits events, prints nothing. Its subpackages import
 * only what stands before them: {@code status} and {@code plan} (pure), {@code run}, {@code
 * object}, {@code wait}, {@code hook}, {@code component}, {@code record}, {@code takeback}, {@code
 * rollback}. May import {@code kube}, {@code release}, {@code version}, {@code yaml}, {@code model}
 * and {@code error}.
 */
@NullMarked
package io.maglev.distro.deploy;

import org.jspecify.annotations.NullMarked;
