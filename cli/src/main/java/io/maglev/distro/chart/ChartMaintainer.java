package io.maglev.distro.chart;

/** A maintainer as listed in {@code Chart.yaml}; parts that are not given are empty. */
public record ChartMaintainer(String name, String email, String url) {}
