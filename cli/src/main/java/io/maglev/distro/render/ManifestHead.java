package io.maglev.distro.render;

import io.maglev.distro.chart.GoStruct;
import io.maglev.distro.chart.GoTypeException;
import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.Map;

/**
 * What Helm reads of a rendered document to sort it: {@code releaseutil.SimpleHead}.
 *
 * @param name empty if there is none
 */
record ManifestHead(String apiVersion, String kind, String name, Map<String, String> annotations) {
  private static final String METADATA_TYPE =
      "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string"
          + " \"json:\\\"annotations\\\"\" }";

  /**
   * Reads a document.
   *
   * @throws HeadException with Go's text if it is no YAML, or no object
   */
  static ManifestHead read(String document) {
    try {
      GoStruct root = GoStruct.of("releaseutil.SimpleHead", YamlReader.readObject(document, ""));
      String apiVersion = root.string("apiVersion");
      String kind = root.string("kind");
      GoStruct metadata = root.struct("metadata", METADATA_TYPE);
      Map<String, String> annotations = metadata.stringMap("annotations");
      return new ManifestHead(apiVersion, kind, metadata.string("name"), annotations);
    } catch (YamlException e) {
      throw new HeadException(
          e.goMessage().replace("map[string]interface {}", "releaseutil.SimpleHead"), e);
    } catch (GoTypeException e) {
      throw new HeadException(e.text(), e);
    }
  }

  /** A document that Helm cannot sort; the message is Go's. */
  static final class HeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeadException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
