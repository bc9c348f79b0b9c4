package io.maglev.distro.render;

import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import java.util.AbstractList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code .Capabilities.APIVersions}: a list of strings with the method Has. Immutable. */
final class ApiVersionsObject extends AbstractList<Object> implements GoObject {
  private final List<String> versions;
  private final Set<String> index;

  ApiVersionsObject(Collection<String> versions) {
    this.versions = List.copyOf(versions);
    this.index = new HashSet<>(versions);
  }

  @Override
  public String goTypeName() {
    return "chartutil.VersionSet";
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    return name.equals("Has")
        ? Optional.of(
            TemplateFunction.of(
                name, List.of(GoType.STRING), GoType.BOOL, a -> index.contains(a.string(0))))
        : Optional.empty();
  }

  @Override
  public Object get(int at) {
    return versions.get(at);
  }

  @Override
  public int size() {
    return versions.size();
  }
}
