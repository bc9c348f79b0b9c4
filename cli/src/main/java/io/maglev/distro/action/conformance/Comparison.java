package io.maglev.distro.action.conformance;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says how one rendering of ours compares with Helm's. Immutable. */
final class Comparison {
  private final Verdict verdict;
  private final String detail;

  private Comparison(Verdict verdict, String detail) {
    this.verdict = verdict;
    this.detail = detail;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Where they first part, with both lines; or the refusal. */
  String detail() {
    return detail;
  }

  /**
   * Compares.
   *
   * @param again renders once more with Helm, to know what it varies by itself
   * @param repeats how often that may be asked
   */
  static Comparison of(Rendering helm, Rendering distro, Supplier<Rendering> again, int repeats) {
    if (distro instanceof Rendering.Crash crash) {
      return new Comparison(Verdict.CRASHED, crash.reason());
    }
    Comparison first = once(helm, distro);
    if (first.verdict.conforms()) {
      return first;
    }
    List<Rendering> runs = new ArrayList<>(List.of(helm));
    for (int i = 1; i < repeats; i++) {
      Rendering next = again.get();
      runs.add(next);
      Comparison more = once(next, distro);
      if (more.verdict.conforms()) {
        return new Comparison(Verdict.VARIES, "");
      }
    }
    return new HashSet<>(runs).size() > 1 && Varying.of(runs).covers(distro)
        ? new Comparison(Verdict.VARIES, "")
        : first;
  }

  private static Comparison once(Rendering helm, Rendering distro) {
    if (helm instanceof Rendering.Output theirs) {
      return distro instanceof Rendering.Output ours
          ? outputs(theirs, ours)
          : new Comparison(
              Verdict.ONLY_HELM, String.join("; ", ((Rendering.Refusal) distro).texts()));
    }
    if (distro instanceof Rendering.Output) {
      return new Comparison(Verdict.ONLY_DISTRO, "Helm: " + reason(helm));
    }
    return refusals(reason(helm), ((Rendering.Refusal) distro).texts());
  }

  private static String reason(Rendering helm) {
    return helm instanceof Rendering.Refusal refusal
        ? String.join("\n", refusal.texts())
        : ((Rendering.Crash) helm).reason();
  }

  /** Helm's text comes from its stderr, where nobody can tell which white space ends it. */
  private static Comparison refusals(String helm, List<String> told) {
    List<String> ours = told.stream().map(String::strip).toList();
    if (ours.contains(helm)) {
      return new Comparison(Verdict.REFUSED_VERBATIM, helm);
    }
    String head = firstLine(helm);
    boolean alike = ours.stream().anyMatch(text -> firstLine(text).equals(head));
    return new Comparison(
        alike ? Verdict.REFUSED_ALIKE : Verdict.REFUSED_OTHERWISE,
        alike ? helm : "Helm: " + helm + "\ndistro: " + String.join("\ndistro: ", ours));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Comparison outputs(Rendering.Output helm, Rendering.Output distro) {
    if (helm.bytes().equals(distro.bytes())) {
      return new Comparison(Verdict.EQUAL, "");
    }
    boolean sameValues = documents(helm.text()).equals(documents(distro.text()));
    return new Comparison(
        sameValues ? Verdict.FORMATTING : Verdict.CONTENT, difference(helm, distro).text());
  }

  /** Bytes that are no UTF-8 all read the same, so they are shown one by one. */
  private static FirstDifference difference(Rendering.Output helm, Rendering.Output distro) {
    return helm.text().equals(distro.text())
        ? FirstDifference.of(helm.bytes(), distro.bytes())
        : FirstDifference.of(helm.text(), distro.text());
  }

  /** The values of all documents in order; those that are no YAML as their text. */
  private static List<@Nullable Object> documents(String stream) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String document : YamlReader.splitDocuments(stream)) {
      try {
        values.add(YamlReader.read(document, "document"));
      } catch (DistroException e) {
        values.add(document);
      }
    }
    return values;
  }

  /** What several runs of Helm have in common, as documents and as lines of those that vary. */
  private record Varying(List<List<String>> runs) {

    static Varying of(List<Rendering> runs) {
      return new Varying(
          runs.stream()
              .filter(Rendering.Output.class::isInstance)
              .map(run -> YamlReader.splitDocuments(((Rendering.Output) run).bytes()))
              .toList());
    }

    /** Whether every line that no run of Helm's changes is there, at its place, in ours too. */
    boolean covers(Rendering distro) {
      if (!(distro instanceof Rendering.Output output) || runs.isEmpty()) {
        return false;
      }
      List<String> ours = YamlReader.splitDocuments(output.bytes());
      Set<String> stable = new HashSet<>(runs.get(0));
      runs.forEach(stable::retainAll);
      List<String> ourRest = ours.stream().filter(text -> !stable.contains(text)).toList();
      if (!ours.containsAll(stable)) {
        return false;
      }
      List<List<String>> rests =
          runs.stream()
              .map(run -> run.stream().filter(text -> !stable.contains(text)).toList())
              .toList();
      return rests.stream().allMatch(rest -> rest.size() == ourRest.size())
          && IntStream.range(0, ourRest.size()).allMatch(i -> fits(i, rests, ourRest.get(i)));
    }

    private static boolean fits(int index, List<List<String>> rests, String ours) {
      List<List<String>> theirs =
          rests.stream().map(rest -> rest.get(index).lines().toList()).toList();
      List<String> lines = ours.lines().toList();
      if (!theirs.stream().allMatch(run -> run.size() == lines.size())) {
        return theirs.stream().map(List::size).distinct().count() > 1;
      }
      return IntStream.range(0, lines.size())
          .allMatch(
              i -> {
                String first = theirs.get(0).get(i);
                boolean varies = !theirs.stream().allMatch(run -> run.get(i).equals(first));
                return varies || first.equals(lines.get(i));
              });
    }
  }
}
