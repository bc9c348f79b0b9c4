/**
 * The cluster as the rest sees it: {@code KubeGateway} and its fabric8 implementation, the only
 * user of fabric8 and OkHttp. {@code KubeconfigLoader} finds the cluster, {@code FabricGateway}
 * talks to it. May import {@code yaml}, {@code model} and {@code error}. Gateways are thread-safe.
 */
@NullMarked
package io.maglev.distro.kube;

import org.jspecify.annotations.NullMarked;
