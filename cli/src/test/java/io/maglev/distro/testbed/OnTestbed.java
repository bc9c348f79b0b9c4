package io.maglev.distro.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class parameters of type {@link Testbed}, a control plane and a namespace of
 * the class's own in it, {@link HelmOracle} and {@link Helm4}.
 *
 * <p>The binaries are found or built as {@link TestbedBinaries} says. Without them the class is
 * skipped with a message that nobody overlooks; under {@code DISTRO_REQUIRE_CLUSTER=true} it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestbedExtension.class)
public @interface OnTestbed {}
