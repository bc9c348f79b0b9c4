package io.maglev.distro.bundle;

import io.maglev.distro.yaml.CanonicalJson;
import java.util.List;
import java.util.Map;

/**
 * The OCI manifest of one chart, as {@code helm pull oci://...} takes it. It has no creation time,
 * which would make two bundles of the same charts differ.
 *
 * @param config the Chart.yaml as JSON
 * @param content the .tgz
 */
public record ChartManifest(String name, String version, Descriptor config, Descriptor content) {

  byte[] toJson() {
    return CanonicalJson.write(
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            BundleFormat.MANIFEST_TYPE,
            "annotations",
            Map.of(BundleFormat.TITLE, name, BundleFormat.IMAGE_VERSION, version),
            "config",
            config.toJson(),
            "layers",
            List.of(content.toJson())));
  }

  static ChartManifest parse(CanonicalDocument json) {
    if (json.number("schemaVersion") != 2) {
      throw new FormatException("has a schemaVersion that is not 2");
    }
    json.expect("mediaType", BundleFormat.MANIFEST_TYPE);
    json.object("config").expect("mediaType", BundleFormat.CHART_CONFIG_TYPE);
    List<CanonicalDocument> layers = json.objects("layers");
    if (layers.size() != 1) {
      throw new FormatException("has " + layers.size() + " layers, not 1");
    }
    layers.get(0).expect("mediaType", BundleFormat.CHART_CONTENT_TYPE);
    CanonicalDocument annotations = json.object("annotations");
    return new ChartManifest(
        annotations.text(BundleFormat.TITLE),
        annotations.text(BundleFormat.IMAGE_VERSION),
        Descriptor.parse(json.object("config")),
        Descriptor.parse(layers.get(0)));
  }
}
