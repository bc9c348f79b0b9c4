/**
 * The functions of Helm 3.22's templates that need no chart: sprig 3.3 without env and expandenv,
 * and Helm's fail and required. One class per theme, see {@code Functions}.
 *
 * <p>Not here, but supplied by {@code render}: include, tpl, lookup, and what writes or reads YAML,
 * JSON and TOML (toYaml, toYamlPretty, fromYaml, fromYamlArray, toJson, toPrettyJson, toRawJson,
 * fromJson, fromJsonArray, mustToJson, mustToPrettyJson, mustToRawJson, mustFromJson, toToml,
 * fromToml), since this package knows no YAML library.
 *
 * <p>Imports {@code template}, {@code template.fmt} and {@code version}; owns RE2/J and
 * BouncyCastle, both loaded at first use. Thread-safe, as far as the injected context is.
 */
@NullMarked
package io.maglev.distro.template.func;

import org.jspecify.annotations.NullMarked;
