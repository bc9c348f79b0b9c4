/**
 * JMH benchmarks of what rendering a chart consists of. Never shipped; may import whatever it
 * measures. Each benchmark thread has a state of its own.
 */
@NullMarked
package io.maglev.distro.bench;

import org.jspecify.annotations.NullMarked;
