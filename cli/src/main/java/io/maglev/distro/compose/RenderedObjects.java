package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what one component or hook rendered to, object by object. Not thread-safe. */
final class RenderedObjects {
  private static final Pattern SOURCE = Pattern.compile("# Source: (.+)\n");

  private final String owner;
  private final String namespace;
  private final List<OwnedObject> objects = new ArrayList<>();

  private RenderedObjects(String owner, String namespace) {
    this.owner = owner;
    this.namespace = namespace;
  }

  /**
   * All objects: manifests, hooks and definitions of {@code crds/}.
   *
   * @param owner {@code component 'idm'} or {@code hook 'pki'}
   * @param role of what is in the manifest: of a distro hook everything is a hook
   * @throws DistroException with RENDER_FAILED if something is no object Kubernetes could take
   */
  static List<OwnedObject> of(
      String owner, String namespace, RenderedChart chart, OwnedObject.Role role) {
    RenderedObjects reader = new RenderedObjects(owner, namespace);
    for (String document : YamlReader.splitDocuments(chart.manifest())) {
      Matcher source = SOURCE.matcher(document);
      String template = source.lookingAt() ? source.group(1) : "";
      reader.read(document, template, role);
    }
    for (RenderedHook hook : chart.hooks()) {
      reader.read(hook.manifest(), hook.path(), OwnedObject.Role.HOOK);
    }
    for (String crds : chart.crds()) {
      reader.read(crds, "crds/", OwnedObject.Role.CRD);
    }
    return reader.objects;
  }

  private void read(String text, String template, OwnedObject.Role role) {
    try {
      for (Map<String, @Nullable Object> content : YamlReader.readObjects(text, template)) {
        if (!content.isEmpty()) {
          add(new KubeObject(content), template, role);
        }
      }
    } catch (YamlException e) {
      throw fail(template, "it is no valid YAML", e);
    }
  }

  private void add(KubeObject object, String template, OwnedObject.Role role) {
    if (object.kind().endsWith("List") && object.content().get("items") instanceof List<?>) {
      for (Map<String, @Nullable Object> item : object.maps("items")) {
        add(new KubeObject(item), template, role);
      }
      return;
    }
    require(object.apiVersion(), "apiVersion", template);
    require(object.kind(), "kind", template);
    boolean generated =
        role == OwnedObject.Role.HOOK && object.string("metadata", "generateName").isPresent();
    if (generated) {
      return;
    }
    require(object.name(), "metadata.name", template);
    String home = object.namespace().isEmpty() ? namespace : object.namespace();
    ResourceId id = new ResourceId(object.apiVersion(), object.kind(), home, object.name());
    objects.add(new OwnedObject(id, owner, template, role, object.content()));
  }

  private void require(String text, String what, String template) {
    if (text.isEmpty()) {
      throw fail(template, "an object has no " + what, null);
    }
  }

  private DistroException fail(String template, String reason, @Nullable Exception cause) {
    List<SourceLocation> where = new ArrayList<>();
    where.add(SourceLocation.ofFile(template, reason));
    if (cause instanceof DistroException e) {
      where.addAll(e.where());
    }
    return new DistroException(
        ErrorCode.RENDER_FAILED,
        "cannot use what " + owner + " renders: " + reason,
        where,
        Optional.empty(),
        cause);
  }
}
