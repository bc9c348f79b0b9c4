package io.maglev.distro.bundle;

import io.maglev.distro.yaml.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code index.json}: an OCI image index with the root manifest as its only entry. Its sha256 is
 * the identity of the bundle.
 *
 * @param format version of the format, {@code 1.0}
 * @param needs the oldest release of this tool that reads it
 * @param tag under which registries and OCI tools know the root manifest
 */
record BundleIndex(String format, String needs, String tag, Descriptor root) {

  byte[] toJson() {
    Map<String, Object> descriptor = new TreeMap<>(root.toJson());
    descriptor.put("artifactType", BundleFormat.ARTIFACT_TYPE);
    descriptor.put("annotations", Map.of(BundleFormat.REF_NAME, tag));
    return CanonicalJson.write(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            BundleFormat.INDEX_TYPE,
            "annotations",
            Map.of(BundleFormat.FORMAT_KEY, format, BundleFormat.NEEDS_KEY, needs),
            "manifests",
            List.of(descriptor)));
  }

  /** The format that an index says it has, before anything else of it is looked at. */
  static String formatOf(CanonicalDocument json) {
    String format = json.object("annotations").text(BundleFormat.FORMAT_KEY);
    if (!format.matches("[1-9][0-9]{0,5}\\.(0|[1-9][0-9]{0,5})")) {
      throw new FormatException("has a format that is not MAJOR.MINOR");
    }
    return format;
  }

  /** The tool release that an index asks for. */
  static String needsOf(CanonicalDocument json) {
    String needs = json.object("annotations").text(BundleFormat.NEEDS_KEY);
    if (!BundleFormat.isVersion(needs)) {
      throw new FormatException("names no release of the tool that it needs");
    }
    return needs;
  }

  static BundleIndex parse(CanonicalDocument json) {
    if (json.number("schemaVersion") != 2) {
      throw new FormatException("has a schemaVersion that is not 2");
    }
    json.expect("mediaType", BundleFormat.INDEX_TYPE);
    List<CanonicalDocument> manifests = json.objects("manifests");
    if (manifests.size() != 1) {
      throw new FormatException("names " + manifests.size() + " manifests, not 1");
    }
    CanonicalDocument root = manifests.get(0);
    root.expect("mediaType", BundleFormat.MANIFEST_TYPE);
    root.expect("artifactType", BundleFormat.ARTIFACT_TYPE);
    return new BundleIndex(
        formatOf(json),
        needsOf(json),
        root.object("annotations").text(BundleFormat.REF_NAME),
        Descriptor.parse(root));
  }
}
