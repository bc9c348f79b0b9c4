package io.maglev.distro.render;

import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.func.FunctionContext;

/**
 * How a chart is rendered. Immutable.
 *
 * @param lookup the cluster that templates see
 * @param functions clock, random source and DNS of the template functions
 * @param limits of all templates of the chart together
 * @param skipSchemaValidation Helm's flag of that name
 * @param includeCrds puts the files of {@code crds/} in front of the manifest
 * @param subchartNotes adds the notes of subcharts
 */
public record RenderOptions(
    Lookup lookup,
    FunctionContext functions,
    Limits limits,
    boolean skipSchemaValidation,
    boolean includeCrds,
    boolean subchartNotes) {

  /** As {@code helm template} without flags: no cluster, the system's clock and random source. */
  public static RenderOptions offline() {
    return new RenderOptions(
        Lookup.NONE, FunctionContext.system(), Limits.DEFAULT, false, false, false);
  }

  /** As {@link #offline}, to prove that something renders: RSA keys in it protect nothing. */
  public static RenderOptions proof() {
    return offline().withFunctions(FunctionContext.system().withThrowawayKeys());
  }

  /** The same with a cluster for {@code lookup}. */
  public RenderOptions withLookup(Lookup cluster) {
    return new RenderOptions(
        cluster, functions, limits, skipSchemaValidation, includeCrds, subchartNotes);
  }

  /** The same with another clock, random source or DNS. */
  public RenderOptions withFunctions(FunctionContext context) {
    return new RenderOptions(
        lookup, context, limits, skipSchemaValidation, includeCrds, subchartNotes);
  }

  /** The same within other limits. */
  public RenderOptions withLimits(Limits other) {
    return new RenderOptions(
        lookup, functions, other, skipSchemaValidation, includeCrds, subchartNotes);
  }

  /** The same with or without checking values against their schemas. */
  public RenderOptions withSkipSchemaValidation(boolean skip) {
    return new RenderOptions(lookup, functions, limits, skip, includeCrds, subchartNotes);
  }

  /** The same with or without the files of {@code crds/} in the manifest. */
  public RenderOptions withIncludeCrds(boolean include) {
    return new RenderOptions(
        lookup, functions, limits, skipSchemaValidation, include, subchartNotes);
  }

  /** The same with or without the notes of subcharts. */
  public RenderOptions withSubchartNotes(boolean include) {
    return new RenderOptions(lookup, functions, limits, skipSchemaValidation, includeCrds, include);
  }
}
