/**
 * The distro manifest as docs/manifest.md describes it: put together from the files it includes and
 * a profile, read with positions, checked on its own, every problem found at once. Charts are not
 * looked at here. The way: {@code ManifestFile} (one file, its keys and names), {@code Draft} (all
 * files and the profile laid over each other, as YAML that keeps its places), {@code DraftReader}
 * (what came out, read closely), {@code Manifest}. May import {@code version}, {@code values},
 * {@code yaml}, {@code model}, {@code error} and the parameters of {@code compose}. Records are
 * immutable, readers are not thread-safe.
 */
@NullMarked
package io.maglev.distro.compose.manifest;

import org.jspecify.annotations.NullMarked;
