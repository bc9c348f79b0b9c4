package io.maglev.distro.template;

/** A Go {@code complex128}: only ever the value of a literal such as {@code 1+2i}. */
public record GoComplex(double real, double imaginary) {}
