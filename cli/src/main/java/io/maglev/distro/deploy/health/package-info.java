/**
 * How the objects of components fare, down to the Pods and their reasons: reads the cluster, judges
 * by {@code deploy.status}. May import {@code deploy.status}, {@code deploy.run}, {@code
 * deploy.object}, {@code kube}, {@code release} and {@code model}.
 */
@NullMarked
package io.maglev.distro.deploy.health;

import org.jspecify.annotations.NullMarked;
