/**
 * A cluster in memory: a {@code KubeGateway} with enough of the API's semantics and of the
 * controllers' work to test a deployment, or to try one out. May import {@code kube}, {@code yaml},
 * {@code model} and {@code error}. {@code SandboxGateway} and {@code ManualTime} are thread-safe;
 * what lies behind them is guarded by the gateway's lock.
 */
@NullMarked
package io.maglev.distro.sandbox;

import org.jspecify.annotations.NullMarked;
