/**
 * One class a use case: a request record in, a result record out; wires the packages below and
 * decides nothing else. May import everything but {@code cli}. Thread-safe.
 */
@NullMarked
package io.maglev.distro.action;

import org.jspecify.annotations.NullMarked;
