package io.maglev.distro.error;

import java.util.Arrays;
import java.util.List;

/**
 * What kind of failure it is, for scripts and for {@code docs/errors.md}, which is made of the
 * texts here. How a kind maps to a process exit code is decided in the {@code cli} package alone.
 *
 * <p>A text names flags and commands in backquotes and ends without full stop.
 */
public enum ErrorCode {
  USAGE(
      "The command line itself is wrong; nothing was done",
      causes(
          "a mistyped command, option or component name",
          "a required argument is missing, or options contradict each other",
          "`uninstall` or `rollback` without `--yes` where nobody can be asked"),
      remedies("follow the hint", "run `distro COMMAND --help`", "see [the command line](cli.md)")),

  IO(
      "A file that was named, or one that distro keeps, cannot be read or written",
      causes(
          "the path is mistyped or relative to another directory",
          "permissions, a full disk, a directory where a file is expected",
          "`--param NAME=@FILE` where the value itself was to begin with `@`"),
      remedies(
          "check the path and who may read it",
          "give a value that begins with `@` in a file with `--params`")),

  YAML_INVALID(
      "YAML or JSON that does not parse, or that breaks a limit (depth, aliases, size)",
      causes(
          "indentation, a missing quote or bracket",
          "the same key twice in a map",
          "a file that is no UTF-8 text"),
      remedies(
          "correct the file at the line and column named",
          "for a manifest, let an editor check it by the schema that `distro schema` prints")),

  MANIFEST_INVALID(
      "A distro manifest whose content is wrong; all problems are listed at once",
      causes(
          "an unknown or misplaced key",
          "a component, profile or hook that refers to a name that is not there",
          "a parameter whose schema or default is wrong, or a `<% %>` that names none"),
      remedies(
          "correct the lines named; `distro lint MANIFEST` lists them again",
          "see [the manifest](manifest.md)")),

  REQUIREMENT_UNMET(
      "What a component requires is met by no component, by several, or in a circle",
      causes(
          "`--only`, `--exclude` or a profile leaves out what others require",
          "no component provides that capability in a version of the range",
          "two components provide the same capability and nothing says which one is meant",
          "`uninstall` or `rollback` of something that installed components require"),
      remedies(
          "choose the missing component too, or add one that provides the capability",
          "name the provider in the manifest where several fit",
          "take the requirement out that closes the circle")),

  LOCK_STALE(
      "With `--locked`: what a manifest resolves to is not what its lock file says",
      causes(
          "a chart was changed, moved, added or taken away since the manifest was locked",
          "another provider meets a requirement now",
          "the profile was never locked"),
      remedies(
          "if the differences are meant, run `distro lock` and review the file",
          "if not, put back what has moved")),

  CHART_INVALID(
      "A chart directory or archive that is not a valid chart",
      causes(
          "the path names something else: there is no `Chart.yaml`",
          "`Chart.yaml` without name or version, or with malformed ones",
          "dependencies in `Chart.yaml` that are not in `charts/`"),
      remedies(
          "check the path; `distro lint CHART` lists what is wrong",
          "fetch dependencies first: `helm dependency build CHART`")),

  ARCHIVE_INVALID(
      "An archive that is hostile, truncated or larger than the limits",
      causes(
          "a download that broke off",
          "a file that is no gzipped tar",
          "entries that would be written outside of their directory, or links that lead there"),
      remedies(
          "fetch it again and compare its digest",
          "pack the chart again from its sources if it is yours; distrust it if it is not")),

  BUNDLE_INVALID(
      "A bundle that is truncated, altered or of a format this distro does not know",
      causes(
          "a download that broke off, or a disk that failed",
          "somebody changed the bundle after it was composed",
          "a newer distro wrote it",
          "the file is no bundle at all, but a manifest or a chart"),
      remedies(
          "fetch the bundle again, or compose it again",
          "use the version of distro that the message names")),

  VALUES_INVALID(
      "Values or parameters that break their schema or type, or parameters that have no value",
      causes(
          "a parameter without default was not given, and nobody sits at a terminal to be asked",
          "a value of another type or outside of its limits, from the flag, file or variable named",
          "a mistyped parameter name",
          "a value that Helm keeps for itself"),
      remedies(
          "give the parameters with `--param`, `--params` or `DISTRO_PARAM_<NAME>`",
          "`distro inspect BUNDLE` lists the parameters with their types and defaults")),

  RENDER_FAILED(
      "A chart does not render with these values; the `at` line has Helm's own wording",
      causes(
          "a value that a template needs is missing or of another shape",
          "the chart's own `fail` or `required`",
          "values that do not meet the chart's `values.schema.json`",
          "a template that renders no valid YAML"),
      remedies(
          "look at the template line named, and at the values with `distro template`",
          "set the value in the manifest, or as a parameter",
          "the same error from `helm template` means that it is the chart's")),

  OWNERSHIP_CONFLICT(
      "Two components would own the same object, or an object or release is somebody else's",
      causes(
          "two charts render an object of the same kind, namespace and name",
          "an object or Helm release of that name was in the cluster before",
          "another bundle of the same distro and version is installed"),
      remedies(
          "rename one, or give one component another namespace",
          "delete the object, or uninstall the release with `helm`, if nobody needs it",
          "to take a plain object over, label and annotate it as Helm asks for in the message")),

  CLUSTER_UNREACHABLE(
      "No cluster answers at the address given, or none is configured",
      causes(
          "no kubeconfig, or a context in it that does not exist",
          "the cluster is down, or behind a VPN or proxy that is off",
          "a certificate that is expired or not trusted"),
      remedies(
          "name the right one with `--kubeconfig` and `--context`",
          "check that `kubectl cluster-info` answers",
          "to try distro without any cluster use `--sandbox`")),

  CLUSTER_FORBIDDEN(
      "The cluster refuses who we are, or what we ask for",
      causes(
          "a token or certificate that is expired or of another cluster",
          "a user without the rights that the message names",
          "a credential plugin that fails or is not installed"),
      remedies(
          "log in again, or choose another user with `--context`",
          "try `kubectl auth can-i create secrets -n NAMESPACE`",
          "ask for a role with the verb and resource named")),

  CLUSTER_FAILED(
      "The cluster answered with any other failure, after the attempts that make sense",
      causes(
          "the API server or its storage is overloaded or failing",
          "an admission webhook refuses the object or does not answer",
          "an object that the API server finds invalid"),
      remedies(
          "read the server's own words behind the last colon",
          "mend the object in its chart, or the webhook, and run the same command again")),

  CLUSTER_UNSUITABLE(
      "The cluster does not meet what the distro or a chart asks for",
      causes(
          "a Kubernetes version outside of the manifest's `kubernetes` or a chart's `kubeVersion`",
          "a custom resource whose definition is not installed",
          "a namespace that is being deleted"),
      remedies(
          "choose another cluster, or another version of the distro",
          "install what brings the definition first, or let the component require it")),

  NOT_FOUND(
      "A named release, component, distro, revision or file in a chart does not exist",
      causes(
          "a mistyped name, another namespace or another cluster",
          "somebody has uninstalled it meanwhile",
          "a revision that is no longer kept"),
      remedies(
          "`distro list` and `distro history` show what there is", "check `-n` and `--context`")),

  DEPLOY_FAILED(
      "A component did not become ready, a hook failed, or an object does not go away",
      causes(
          "an image that cannot be pulled, a container that crashes or fails its probe",
          "no node with room or with the storage asked for",
          "a hook's Job that fails; its log is shown",
          "a finalizer that nobody serves"),
      remedies(
          "read the `at` lines: the object, its last event and the last lines of its log",
          "mend it and run the same command again: what is deployed and unchanged is left alone",
          "give it more time with `--timeout` if it is only slow")),

  DEPLOY_TAKEN_BACK(
      "A run failed, and all that it had changed was taken back: the distro is what it was before",
      causes("any failure of a component or hook; the errors before this one tell it"),
      remedies(
          "mend what those errors tell of and run the same command again",
          "to look at what failed where it stands, run it with `--no-atomic`")),

  LOCKED(
      "Somebody else is working on the same distro, release or sandbox",
      causes(
          "another `distro` or `helm` runs at this moment",
          "one was killed less than 30 seconds ago: its Lease has not run out"),
      remedies("wait until it has ended, then run the same command again")),

  INTERNAL(
      "A defect of distro itself",
      causes("none that a user could mend"),
      remedies("report it, with the lines printed and what led to them"));

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> causes;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> remedies;

  ErrorCode(String meaning, List<String> causes, List<String> remedies) {
    this.meaning = meaning;
    this.causes = causes;
    this.remedies = remedies;
  }

  /** What has happened, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What usually leads to it, the likeliest first. */
  public List<String> causes() {
    return causes;
  }

  /** What to do about it. */
  public List<String> remedies() {
    return remedies;
  }

  private static List<String> causes(String... causes) {
    return List.copyOf(Arrays.asList(causes));
  }

  private static List<String> remedies(String... remedies) {
    return List.copyOf(Arrays.asList(remedies));
  }
}
