package io.maglev.distro.compose.locking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all components and hooks of a manifest, or of a profile of it, were resolved to. Immutable.
 *
 * @param components by name, in its order
 * @param hooks by name, in its order
 */
public record Pins(Map<String, Pin> components, Map<String, Pin> hooks) {

  public Pins {
    components = Collections.unmodifiableMap(new TreeMap<>(components));
    hooks = Collections.unmodifiableMap(new TreeMap<>(hooks));
  }

  /**
   * How these differ from what is so now, a sentence each.
   *
   * @param all whether {@code now} is the whole; else what it lacks is no difference
   */
  public List<String> differences(Pins now, boolean all) {
    List<String> differences = new ArrayList<>();
    compare("component", components, all ? now.components : known(now.components, components))
        .forEach(differences::add);
    compare("hook", hooks, all ? now.hooks : known(now.hooks, hooks)).forEach(differences::add);
    return differences;
  }

  /** As {@code now}, with what is only locked as it is locked. */
  private static Map<String, Pin> known(Map<String, Pin> now, Map<String, Pin> locked) {
    Map<String, Pin> known = new TreeMap<>(locked);
    known.putAll(now);
    return known;
  }

  private static List<String> compare(String role, Map<String, Pin> locked, Map<String, Pin> now) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(locked.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      Optional<Pin> before = Optional.ofNullable(locked.get(name));
      Optional<Pin> after = Optional.ofNullable(now.get(name));
      if (before.isPresent() && after.isPresent()) {
        compare(name, before.get(), after.get(), differences);
      } else {
        before.ifPresent(
            pin ->
                differences.add(
                    role + " '" + name + "': locked " + pin.chart() + ", now not there"));
        after.ifPresent(
            pin -> differences.add(role + " '" + name + "': not locked, now " + pin.chart()));
      }
    }
    return differences;
  }

  private static void compare(String name, Pin locked, Pin now, List<String> differences) {
    if (!locked.chart().equals(now.chart()) || !locked.digest().equals(now.digest())) {
      differences.add("chart of '" + name + "': locked " + locked.chart() + ", now " + now.chart());
    }
    if (!locked.path().equals(now.path())) {
      differences.add(
          "chart of '" + name + "': locked at " + locked.path() + ", now " + now.path());
    }
    TreeSet<String> needs = new TreeSet<>(locked.requires().keySet());
    needs.addAll(now.requires().keySet());
    for (String need : needs) {
      String before = locked.requires().getOrDefault(need, "not required");
      String after = now.requires().getOrDefault(need, "not required");
      if (!before.equals(after)) {
        differences.add("'" + need + "' of '" + name + "': locked " + before + ", now " + after);
      }
    }
  }
}
