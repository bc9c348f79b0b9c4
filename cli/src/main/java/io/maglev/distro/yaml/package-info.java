/**
 * YAML and JSON as Helm reads and writes them: what {@code sigs.k8s.io/yaml}, {@code go-yaml} and
 * {@code encoding/json} accept, and byte for byte what they print. Imports the JDK, {@code error}
 * and {@code model} only.
 *
 * <p>Everything read here is untrusted: document size, nesting and alias expansion are limited, and
 * every refusal is one {@link io.maglev.distro.yaml.YamlException}. The public classes hold no
 * state and are thread-safe.
 */
@NullMarked
package io.maglev.distro.yaml;

import org.jspecify.annotations.NullMarked;
