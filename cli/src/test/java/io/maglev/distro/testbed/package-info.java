/**
 * The testbed as a JUnit extension: a real control plane, and the real Helm as the oracle.
 *
 * <p>Test code only; uses fabric8 and JUnit. {@link io.maglev.distro.testbed.ControlPlane} and
 * {@link io.maglev.distro.testbed.TestbedBinaries} are safe for use by several threads.
 */
@NullMarked
package io.maglev.distro.testbed;

import org.jspecify.annotations.NullMarked;
